namespace CertHarness.Gherkin.Messages;

/// <summary>
/// Writes the messages of which a run has many, those of test cases and their steps, without the general serializer, which takes
/// several times as long. What it writes is the same.
/// </summary>
internal static class StoryJson
{
    /// <summary>Writes a message; false where it is of another kind and nothing was written.</summary>
    public static bool TryWrite(JsonBuffer json, Wire.Envelope envelope)
    {
        if (envelope.TestStepStarted is { } stepStarted)
            Write(json, stepStarted);
        else if (envelope.TestStepFinished is { } stepFinished)
            Write(json, stepFinished);
        else if (envelope.TestCaseStarted is { } started)
            Write(json, started);
        else if (envelope.TestCaseFinished is { } finished)
            Write(json, finished);
        else if (envelope.TestCase is { } testCase)
            Write(json, testCase);
        else
            return false;
        json.Raw("}}"u8);
        return true;
    }

    private static void Write(JsonBuffer json, Wire.TestStepStarted e)
    {
        json.Raw("{\"testStepStarted\":{\"testCaseStartedId\":"u8);
        json.Text(e.TestCaseStartedId);
        json.Raw(",\"testStepId\":"u8);
        json.Text(e.TestStepId);
        Time(json, e.Timestamp);
    }

    private static void Write(JsonBuffer json, Wire.TestStepFinished e)
    {
        json.Raw("{\"testStepFinished\":{\"testCaseStartedId\":"u8);
        json.Text(e.TestCaseStartedId);
        json.Raw(",\"testStepId\":"u8);
        json.Text(e.TestStepId);
        json.Raw(",\"testStepResult\":{\"duration\":{\"seconds\":"u8);
        json.Number(e.TestStepResult.Duration.Seconds);
        json.Raw(",\"nanos\":"u8);
        json.Number(e.TestStepResult.Duration.Nanos);
        json.Byte('}');
        if (e.TestStepResult.Message is { } message)
        {
            json.Raw(",\"message\":"u8);
            json.Text(message);
        }

        json.Raw(",\"status\":\""u8);
        json.Raw(Words.Of(e.TestStepResult.Status));
        json.Byte('"');
        if (e.TestStepResult.Exception is { } exception)
        {
            json.Raw(",\"exception\":"u8);
            RunJson.Exception(json, exception);
        }

        json.Byte('}');
        Time(json, e.Timestamp);
    }

    private static void Write(JsonBuffer json, Wire.TestCaseStarted e)
    {
        json.Raw("{\"testCaseStarted\":{\"attempt\":"u8);
        json.Number(e.Attempt);
        json.Raw(",\"id\":"u8);
        json.Text(e.Id);
        json.Raw(",\"testCaseId\":"u8);
        json.Text(e.TestCaseId);
        if (e.WorkerId is { } worker)
        {
            json.Raw(",\"workerId\":"u8);
            json.Text(worker);
        }

        Time(json, e.Timestamp);
    }

    private static void Write(JsonBuffer json, Wire.TestCaseFinished e)
    {
        json.Raw("{\"testCaseFinished\":{\"testCaseStartedId\":"u8);
        json.Text(e.TestCaseStartedId);
        Time(json, e.Timestamp);
        json.Raw(e.WillBeRetried ? ",\"willBeRetried\":true"u8 : ",\"willBeRetried\":false"u8);
    }

    private static void Write(JsonBuffer json, Wire.TestCase e)
    {
        json.Raw("{\"testCase\":{\"id\":"u8);
        json.Text(e.Id);
        json.Raw(",\"pickleId\":"u8);
        json.Text(e.PickleId);
        json.Raw(",\"testSteps\":"u8);
        json.Array(e.TestSteps, Write);
        if (e.TestRunStartedId is { } run)
        {
            json.Raw(",\"testRunStartedId\":"u8);
            json.Text(run);
        }
    }

    private static void Write(JsonBuffer json, Wire.TestStep step)
    {
        json.Byte('{');
        if (step.HookId is { } hook)
        {
            json.Raw("\"hookId\":"u8);
            json.Text(hook);
            json.Byte(',');
        }

        json.Raw("\"id\":"u8);
        json.Text(step.Id);
        if (step.PickleStepId is { } pickleStep)
        {
            json.Raw(",\"pickleStepId\":"u8);
            json.Text(pickleStep);
        }

        if (step.StepDefinitionIds is { } definitions)
        {
            json.Raw(",\"stepDefinitionIds\":"u8);
            json.Array(definitions, static (json, id) => json.Text(id));
        }

        if (step.StepMatchArgumentsLists is { } matches)
        {
            json.Raw(",\"stepMatchArgumentsLists\":"u8);
            json.Array(matches, Write);
        }

        json.Byte('}');
    }

    private static void Write(JsonBuffer json, Wire.StepMatchArgumentsList match)
    {
        json.Raw("{\"stepMatchArguments\":"u8);
        json.Array(match.StepMatchArguments, Write);
        json.Byte('}');
    }

    private static void Write(JsonBuffer json, Wire.StepMatchArgument argument)
    {
        json.Raw("{\"group\":"u8);
        Write(json, argument.Group);
        if (argument.ParameterTypeName is { } type)
        {
            json.Raw(",\"parameterTypeName\":"u8);
            json.Text(type);
        }

        json.Byte('}');
    }

    private static void Write(JsonBuffer json, Wire.Group group)
    {
        json.Byte('{');
        var separator = ""u8;
        if (group.Children is { } children)
        {
            json.Raw("\"children\":"u8);
            json.Array(children, Write);
            separator = ","u8;
        }

        if (group.Start is { } start)
        {
            json.Raw(separator);
            json.Raw("\"start\":"u8);
            json.Number(start);
            separator = ","u8;
        }

        if (group.Value is { } value)
        {
            json.Raw(separator);
            json.Raw("\"value\":"u8);
            json.Text(value);
        }

        json.Byte('}');
    }

    private static void Time(JsonBuffer json, Wire.Timestamp timestamp)
    {
        json.Raw(",\"timestamp\":{\"seconds\":"u8);
        json.Number(timestamp.Seconds);
        json.Raw(",\"nanos\":"u8);
        json.Number(timestamp.Nanos);
        json.Byte('}');
    }
}
