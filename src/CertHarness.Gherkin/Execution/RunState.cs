using System.Collections.Concurrent;

namespace CertHarness.Gherkin.Execution;

/// <summary>What all scenarios of a run share.</summary>
internal sealed record RunState(
    RunSettings Settings,
    RunOutput Output,
    IncrementingIds Ids,
    IServiceProvider Root,
    InstanceFactory Instances,
    StepLibrary Library,
    string TestRunStartedId,
    ConcurrentQueue<LateFailure> LateFailures,
    CancellationToken Stop)
{
    private readonly Lock _gate = new();
    private string? _disposalHookId;

    /// <summary>The id of the hook that stands for disposing, announced when first needed.</summary>
    public string DisposalHookId()
    {
        lock (_gate)
        {
            if (_disposalHookId is not null)
                return _disposalHookId;
            _disposalHookId = Ids.GetNewId();
            var method = new Wire.JavaMethod(typeof(ScenarioServices).FullName, nameof(ScenarioServices.DisposeAsync), []);
            var source = new Wire.SourceReference(null, method, null, null);
            Output.Write(Wire.Envelope.Create(new Wire.Hook(
                _disposalHookId, "Disposing of the scenario's services", source, null, Wire.HookType.AFTER_TEST_CASE)));
            return _disposalHookId;
        }
    }
}
