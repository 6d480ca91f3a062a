using System.Reflection;
using CertHarness.Gherkin.Execution;
using global::Xunit;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Xunit;

/// <summary>
/// Runs scenarios for tests: a fixture of xUnit's, for the whole assembly or for a class. A derived class says where the step classes
/// are and what services they take. All scenarios of one pattern of files belong to one run, with its hooks.
/// </summary>
public abstract class ScenarioHost : IAsyncLifetime
{
    private readonly SemaphoreSlim _opening = new(1);
    private readonly Dictionary<FeatureFiles, (OpenRun Run, ScenarioLog Log)> _runs = [];
    private StepLibrary? _library;
    private ServiceProvider? _services;

    /// <summary>The assemblies with <c>[Binding]</c> classes; that of the host itself unless overridden.</summary>
    protected virtual IReadOnlyList<Assembly> StepAssemblies => [GetType().Assembly];

    /// <summary>How scenarios are run; 100 at once unless overridden, if xUnit hands over as many.</summary>
    protected virtual RunSettings Settings => new() { Parallelism = 100 };

    /// <summary>Registers what step classes take. Called once, after <see cref="InitializeAsync"/>.</summary>
    /// <param name="services">The services; scoped ones live as long as a scenario.</param>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <summary>Called before the first scenario: the place to start what is tested.</summary>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// Runs a scenario. The test passes when it returns; undefined, ambiguous and pending steps fail it, a skipped scenario and one
    /// without steps are skipped.
    /// </summary>
    /// <param name="test">The scenario.</param>
    /// <exception cref="ScenarioFailedException">The scenario did not pass.</exception>
    /// <exception cref="InvalidOperationException">The feature file cannot be read, a binding cannot be used, or a hook before the run
    /// failed.</exception>
    public async Task RunAsync(ScenarioTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        var scenario = test.Scenario;
        var (run, log) = await OpenAsync(test.Files);
        if (log.HookFailures.Count > 0)
            throw new InvalidOperationException($"A hook before the run failed.\n{string.Join('\n', log.HookFailures)}");

        var outcome = await run.RunAsync(scenario);
        var record = log.Take(scenario);
        Show(ScenarioVerdict.Output(scenario, record), record);
        if (ScenarioVerdict.Of(outcome, record) is { } exception)
            throw exception;
    }

    /// <summary>Called after the last scenario: runs the hooks after the run. A derived class stops what it started after that.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var (run, _) in _runs.Values)
            await run.DisposeAsync();

        if (_services is not null)
            await _services.DisposeAsync();

        _opening.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<(OpenRun Run, ScenarioLog Log)> OpenAsync(FeatureFiles files)
    {
        await _opening.WaitAsync();
        try
        {
            if (_runs.TryGetValue(files, out var known))
                return known;

            _library ??= Scan();
            _services ??= Build(_library);
            var log = new ScenarioLog();
            var run = await OpenRun.StartAsync(_library, _services, log, Settings, files.Suite, CancellationToken.None);
            return _runs[files] = (run, log);
        }
        finally
        {
            _opening.Release();
        }
    }

    private StepLibrary Scan()
    {
        var library = StepLibrary.Scan([.. StepAssemblies]);
        return library.Errors.Count == 0
            ? library
            : throw new InvalidOperationException(
                $"Some bindings cannot be used.\n{string.Join('\n', library.Errors.Select(e => $"{e.Where}: {e.Message}"))}");
    }

    private ServiceProvider Build(StepLibrary library)
    {
        var services = new ServiceCollection();
        Configure(services);
        services.AddGherkin(library);
        return services.BuildServiceProvider();
    }

    private static void Show(string output, ScenarioRecord record)
    {
        var context = TestContext.Current;
        context.TestOutputHelper?.WriteLine(output.TrimEnd('\n'));
        var names = new HashSet<string>();
        foreach (var attachment in record.Attachments)
        {
            if (attachment.MediaType is "text/x.cucumber.log+plain" or "text/uri-list")
            {
                context.TestOutputHelper?.WriteLine(attachment.Body);
                continue;
            }

            var name = attachment.FileName ?? "attachment";
            for (var n = 2; !names.Add(name); n++)
                name = $"{n} {attachment.FileName ?? "attachment"}";
            if (attachment.ContentEncoding == Wire.AttachmentContentEncoding.BASE64)
                context.AddAttachment(name, Convert.FromBase64String(attachment.Body), attachment.MediaType);
            else
                context.AddAttachment(name, attachment.Body);
        }

        foreach (var file in record.Files)
            context.TestOutputHelper?.WriteLine(file);
    }
}
