using CertHarness.Gherkin.Execution;
using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Messages;

/// <summary>
/// Writes the messages of which a run has many, those of test cases and their steps, straight from their short form. What it
/// writes is what the general serializer makes of their envelopes.
/// </summary>
internal static class StoryJson
{
    /// <summary>Writes a message; it must not be an envelope.</summary>
    public static void Write(JsonBuffer json, in RunMessage message)
    {
        switch (message.Kind)
        {
            case RunMessageKind.TestCase:
                Write(json, message.Plan!);
                break;
            case RunMessageKind.TestCaseStarted:
                json.Raw("{\"testCaseStarted\":{\"attempt\":"u8);
                json.Number(message.Attempt);
                json.Raw(",\"id\":"u8);
                json.Id(message.StartedId);
                json.Raw(",\"testCaseId\":"u8);
                json.Id(message.Plan!.Id);
                Time(json, message.Time);
                break;
            case RunMessageKind.TestStepStarted:
                json.Raw("{\"testStepStarted\":{\"testCaseStartedId\":"u8);
                json.Id(message.StartedId);
                json.Raw(",\"testStepId\":"u8);
                json.Id(message.StepId);
                Time(json, message.Time);
                break;
            case RunMessageKind.TestStepFinished:
                Finished(json, message);
                break;
            case RunMessageKind.TestCaseFinished:
                json.Raw("{\"testCaseFinished\":{\"testCaseStartedId\":"u8);
                json.Id(message.StartedId);
                Time(json, message.Time);
                json.Raw(message.WillBeRetried ? ",\"willBeRetried\":true"u8 : ",\"willBeRetried\":false"u8);
                break;
        }

        json.Raw("}}"u8);
    }

    private static void Finished(JsonBuffer json, in RunMessage message)
    {
        json.Raw("{\"testStepFinished\":{\"testCaseStartedId\":"u8);
        json.Id(message.StartedId);
        json.Raw(",\"testStepId\":"u8);
        json.Id(message.StepId);
        json.Raw(",\"testStepResult\":{\"duration\":"u8);
        Span(json, message.Duration.Ticks);
        if (message.Result?.Message is { } text)
        {
            json.Raw(",\"message\":"u8);
            json.Text(text);
        }

        json.Raw(",\"status\":\""u8);
        json.Raw(Words.Of(message.Status));
        json.Byte('"');
        if (message.Result?.Exception is { } exception)
        {
            json.Raw(",\"exception\":"u8);
            RunJson.Exception(json, exception);
        }

        json.Byte('}');
        Time(json, message.Time);
    }

    private static void Write(JsonBuffer json, TestCasePlan plan)
    {
        json.Raw("{\"testCase\":{\"id\":"u8);
        json.Id(plan.Id);
        json.Raw(",\"pickleId\":"u8);
        json.Text(plan.Scenario.Pickle.Id);
        json.Raw(",\"testSteps\":["u8);
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            if (i > 0)
                json.Byte(',');
            Write(json, plan.Steps[i]);
        }

        json.Raw("],\"testRunStartedId\":"u8);
        json.Text(plan.TestRunStartedId);
    }

    private static void Write(JsonBuffer json, PlannedStep step)
    {
        if (step.HookId is { } hook)
        {
            json.Raw("{\"hookId\":"u8);
            json.Text(hook);
            json.Raw(",\"id\":"u8);
            json.Id(step.Id);
            json.Byte('}');
            return;
        }

        json.Raw("{\"id\":"u8);
        json.Id(step.Id);
        json.Raw(",\"pickleStepId\":"u8);
        json.Text(step.Step!.PickleStep.Id);
        json.Raw(",\"stepDefinitionIds\":["u8);
        for (var i = 0; i < step.DefinitionIds.Length; i++)
        {
            if (i > 0)
                json.Byte(',');
            json.Text(step.DefinitionIds[i]);
        }

        json.Raw("],\"stepMatchArgumentsLists\":["u8);
        var matches = step.Match!.Matches;
        for (var i = 0; i < matches.Length; i++)
        {
            json.Raw(i > 0 ? ",{\"stepMatchArguments\":["u8 : "{\"stepMatchArguments\":["u8);
            Write(json, matches[i].Arguments);
            json.Raw("]}"u8);
        }

        json.Raw("]}"u8);
    }

    private static void Write(JsonBuffer json, IReadOnlyList<Argument> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            json.Raw(i > 0 ? ",{\"group\":"u8 : "{\"group\":"u8);
            if (argument.IsScanned)
                WriteScanned(json, argument);
            else
                Write(json, argument.Group);
            if (argument.TypeName is { } type)
            {
                json.Raw(",\"parameterTypeName\":"u8);
                json.Text(type);
            }

            json.Byte('}');
        }
    }

    /// <summary>Writes the groups that the argument would have, without making them.</summary>
    private static void WriteScanned(JsonBuffer json, Argument argument)
    {
        var whole = argument.Whole!;
        json.Byte('{');
        if (argument.ParameterType!.Name == "string")
        {
            json.Raw(whole[0] == '"' ? "\"children\":[{\"children\":[{}],\"start\":"u8 : "\"children\":[{\"children\":[{}]},{\"children\":[{}],\"start\":"u8);
            json.Number(argument.Start + 1);
            json.Raw(",\"value\":"u8);
            json.Text(whole.AsSpan(1, whole.Length - 2));
            json.Raw(whole[0] == '"' ? "},{\"children\":[{}]}],"u8 : "}],"u8);
        }

        json.Raw("\"start\":"u8);
        json.Number(argument.Start);
        json.Raw(",\"value\":"u8);
        json.Text(whole);
        json.Byte('}');
    }

    private static void Write(JsonBuffer json, MatchedGroup group)
    {
        json.Byte('{');
        var children = group.Children;
        if (children.Count > 0)
        {
            json.Raw("\"children\":["u8);
            for (var i = 0; i < children.Count; i++)
            {
                if (i > 0)
                    json.Byte(',');
                Write(json, children[i]);
            }

            json.Byte(']');
        }

        if (group.Start is { } start)
        {
            json.Raw(children.Count > 0 ? ",\"start\":"u8 : "\"start\":"u8);
            json.Number(start);
        }

        if (group.Value is { } value)
        {
            json.Raw(children.Count > 0 || group.Start is not null ? ",\"value\":"u8 : "\"value\":"u8);
            json.Text(value);
        }

        json.Byte('}');
    }

    private static void Time(JsonBuffer json, long ticks)
    {
        json.Raw(",\"timestamp\":"u8);
        Span(json, ticks);
    }

    private static void Span(JsonBuffer json, long ticks)
    {
        json.Raw("{\"seconds\":"u8);
        json.Number(ticks / TimeSpan.TicksPerSecond);
        json.Raw(",\"nanos\":"u8);
        json.Number(ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
        json.Byte('}');
    }
}
