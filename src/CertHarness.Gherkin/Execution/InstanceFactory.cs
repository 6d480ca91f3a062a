using CertHarness.Gherkin.Binding;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Gherkin.Execution;

/// <summary>Makes instances of binding classes, registered as services or not.</summary>
internal sealed class InstanceFactory
{
    private readonly Lazy<ObjectFactory?>[] _factories;

    public InstanceFactory(StepLibrary library, IServiceProvider root)
    {
        var known = root.GetService<IServiceProviderIsService>();
        _factories = [.. library.Classes.Select(c => new Lazy<ObjectFactory?>(() =>
            known?.IsService(c.Type) == true ? null : ActivatorUtilities.CreateFactory(c.Type, [])))];
    }

    public int Count => _factories.Length;

    /// <summary>An instance, and whether its scope will not dispose of it.</summary>
    public (object Instance, bool Owned) Create(BindingClass bindingClass, IServiceProvider scope) =>
        _factories[bindingClass.Index].Value is { } factory
            ? (factory(scope, []), true)
            : (scope.GetRequiredService(bindingClass.Type), false);
}
