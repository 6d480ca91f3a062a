using CertHarness.Gherkin.Binding;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Gherkin.Execution;

/// <summary>The service scope of one scenario and its instances of binding classes.</summary>
internal sealed class ScenarioServices(IServiceProvider root, InstanceFactory factory) : IBindingInstances, IAsyncDisposable
{
    private readonly AsyncServiceScope _scope = root.CreateAsyncScope();
    private readonly object?[] _instances = new object?[factory.Count];
    private List<object>? _owned;

    public void Begin(TestCaseRun run) => _scope.ServiceProvider.GetRequiredService<ScenarioContext>().Begin(run);

    public object Of(BindingClass bindingClass)
    {
        if (_instances[bindingClass.Index] is { } known)
            return known;
        var (instance, owned) = factory.Create(bindingClass, _scope.ServiceProvider);
        if (owned && instance is IDisposable or IAsyncDisposable)
            (_owned ??= []).Add(instance);
        return _instances[bindingClass.Index] = instance;
    }

    public async ValueTask DisposeAsync()
    {
        List<Exception>? errors = null;
        for (var i = (_owned?.Count ?? 0) - 1; i >= 0; i--)
        {
            try
            {
                if (_owned![i] is IAsyncDisposable later)
                    await later.DisposeAsync();
                else
                    ((IDisposable)_owned[i]).Dispose();
            }
            catch (Exception e)
            {
                (errors ??= []).Add(e);
            }
        }

        try
        {
            await _scope.DisposeAsync();
        }
        catch (Exception e)
        {
            (errors ??= []).Add(e);
        }

        if (errors is [var single])
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(single);
        if (errors is not null)
            throw new AggregateException(errors);
    }
}
