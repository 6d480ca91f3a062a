using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Gherkin.Execution;

/// <summary>Runs the hooks before and after all scenarios.</summary>
internal sealed class TestRunHooks(RunState state, string[] hookIds)
{
    /// <summary>Whether any moment of the run has come.</summary>
    public bool Begun { get; private set; }

    /// <summary>Runs all hooks of a moment, whatever comes of each. False where one failed.</summary>
    public async Task<bool> RunAsync(Wire.HookType type, CancellationToken token)
    {
        Begun = true;
        var passed = true;
        foreach (var hook in state.Library.HooksOf(type))
            passed &= await RunAsync(hook, token);
        return passed;
    }

    private async Task<bool> RunAsync(Hook hook, CancellationToken token)
    {
        var output = state.Output;
        var id = state.Ids.GetNewId();
        output.Write(Wire.Envelope.Create(
            new Wire.TestRunHookStarted(id, state.TestRunStartedId, hookIds[hook.Index], null, output.Now())));
        var context = new TestRunContext(content => output.Write(content.ToRunHook(id, output.Now())), token);
        var started = state.Settings.TimeProvider.GetTimestamp();
        Exception? error = null;
        try
        {
            await hook.Method.Call(null, [.. hook.Method.Parameters.Select(p => Resolve(p.ParameterType, context))]);
        }
        catch (Exception e)
        {
            error = e;
        }

        var result = StepResults.Of(error, state.Settings.TimeProvider.GetElapsedTime(started)).ToMessage();
        output.Write(Wire.Envelope.Create(new Wire.TestRunHookFinished(id, result, output.Now())));
        return result.Status is Wire.TestStepResultStatus.PASSED or Wire.TestStepResultStatus.SKIPPED;
    }

    private object Resolve(Type type, TestRunContext context)
    {
        if (type == typeof(TestRunContext))
            return context;
        return type == typeof(CancellationToken) ? context.CancellationToken : state.Root.GetRequiredService(type);
    }
}
