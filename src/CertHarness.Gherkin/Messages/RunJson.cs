namespace CertHarness.Gherkin.Messages;

/// <summary>
/// Writes the messages that every run has, without the general serializer: to start that one takes longer than to run a small
/// suite. What it writes is the same.
/// </summary>
internal static class RunJson
{
    /// <summary>Writes a message; false where it is of another kind and nothing was written.</summary>
    public static bool TryWrite(JsonBuffer json, Wire.Envelope envelope)
    {
        JsonFields fields;
        if (envelope.Meta is { } meta)
        {
            fields = Begin(json, "meta"u8);
            Write(ref fields, meta);
        }
        else if (envelope.Source is { } source)
        {
            fields = Begin(json, "source"u8);
            Write(ref fields, source);
        }
        else if (envelope.StepDefinition is { } definition)
        {
            fields = Begin(json, "stepDefinition"u8);
            Write(ref fields, definition);
        }
        else if (envelope.Hook is { } hook)
        {
            fields = Begin(json, "hook"u8);
            Write(ref fields, hook);
        }
        else if (envelope.TestRunStarted is { } started)
        {
            fields = Begin(json, "testRunStarted"u8);
            Write(ref fields, started);
        }
        else if (envelope.TestRunFinished is { } finished)
        {
            fields = Begin(json, "testRunFinished"u8);
            Write(ref fields, finished);
        }
        else if (envelope.Attachment is { Source: null } attachment)
        {
            fields = Begin(json, "attachment"u8);
            Write(ref fields, attachment);
        }
        else if (envelope.ExternalAttachment is { } outside)
        {
            fields = Begin(json, "externalAttachment"u8);
            Write(ref fields, outside);
        }
        else
            return false;
        fields.End();
        json.Byte('}');
        return true;
    }

    /// <summary>What was thrown.</summary>
    public static void Exception(JsonBuffer json, Wire.Exception exception)
    {
        var fields = new JsonFields(json);
        fields.Text("type"u8, exception.Type);
        fields.Text("message"u8, exception.Message);
        fields.Text("stackTrace"u8, exception.StackTrace);
        fields.End();
    }

    private static JsonFields Begin(JsonBuffer json, ReadOnlySpan<byte> kind)
    {
        json.Raw("{\""u8);
        json.Raw(kind);
        json.Raw("\":"u8);
        return new JsonFields(json);
    }

    private static void Write(ref JsonFields fields, Wire.Meta meta)
    {
        fields.Text("protocolVersion"u8, meta.ProtocolVersion);
        Product(ref fields, "implementation"u8, meta.Implementation);
        Product(ref fields, "runtime"u8, meta.Runtime);
        Product(ref fields, "os"u8, meta.Os);
        Product(ref fields, "cpu"u8, meta.Cpu);
        if (meta.Ci is { } ci)
            fields.General("ci"u8, ci);
    }

    private static void Write(ref JsonFields fields, Wire.Source source)
    {
        fields.Text("uri"u8, source.Uri);
        fields.Text("data"u8, source.Data);
        fields.Word("mediaType"u8, Words.Of(source.MediaType));
    }

    private static void Write(ref JsonFields fields, Wire.StepDefinition definition)
    {
        fields.Text("id"u8, definition.Id);
        var pattern = fields.Object("pattern"u8);
        pattern.Text("source"u8, definition.Pattern.Source);
        pattern.Word("type"u8, Words.Of(definition.Pattern.Type));
        pattern.End();
        Reference(ref fields, definition.SourceReference);
    }

    private static void Write(ref JsonFields fields, Wire.Hook hook)
    {
        fields.Text("id"u8, hook.Id);
        fields.Text("name"u8, hook.Name);
        Reference(ref fields, hook.SourceReference);
        fields.Text("tagExpression"u8, hook.TagExpression);
        if (hook.Type is { } type)
            fields.Word("type"u8, Words.Of(type));
    }

    private static void Write(ref JsonFields fields, Wire.TestRunStarted started)
    {
        fields.Time(started.Timestamp);
        fields.Text("id"u8, started.Id);
    }

    private static void Write(ref JsonFields fields, Wire.TestRunFinished finished)
    {
        fields.Text("message"u8, finished.Message);
        fields.Truth("success"u8, finished.Success);
        fields.Time(finished.Timestamp);
        if (finished.Exception is { } exception)
        {
            fields.Name("exception"u8);
            Exception(fields.Json, exception);
        }

        fields.Text("testRunStartedId"u8, finished.TestRunStartedId);
    }

    private static void Write(ref JsonFields fields, Wire.Attachment attachment)
    {
        fields.Text("body"u8, attachment.Body);
        fields.Word("contentEncoding"u8, Words.Of(attachment.ContentEncoding));
        fields.Text("fileName"u8, attachment.FileName);
        fields.Text("mediaType"u8, attachment.MediaType);
        fields.Text("testCaseStartedId"u8, attachment.TestCaseStartedId);
        fields.Text("testStepId"u8, attachment.TestStepId);
        fields.Text("url"u8, attachment.Url);
        fields.Text("testRunStartedId"u8, attachment.TestRunStartedId);
        fields.Text("testRunHookStartedId"u8, attachment.TestRunHookStartedId);
        fields.Time(attachment.Timestamp);
    }

    private static void Write(ref JsonFields fields, Wire.ExternalAttachment attachment)
    {
        fields.Text("url"u8, attachment.Url);
        fields.Text("mediaType"u8, attachment.MediaType);
        fields.Text("testCaseStartedId"u8, attachment.TestCaseStartedId);
        fields.Text("testStepId"u8, attachment.TestStepId);
        fields.Text("testRunHookStartedId"u8, attachment.TestRunHookStartedId);
        fields.Time(attachment.Timestamp);
    }

    private static void Product(ref JsonFields fields, ReadOnlySpan<byte> name, Wire.Product? product)
    {
        if (product is null)
            return;
        var inner = fields.Object(name);
        inner.Text("name"u8, product.Name);
        inner.Text("version"u8, product.Version);
        inner.End();
    }

    private static void Reference(ref JsonFields fields, Wire.SourceReference reference)
    {
        var inner = fields.Object("sourceReference"u8);
        inner.Text("uri"u8, reference.Uri);
        if (reference.JavaMethod is { } method)
        {
            var java = inner.Object("javaMethod"u8);
            java.Text("className"u8, method.ClassName);
            java.Text("methodName"u8, method.MethodName);
            java.Texts("methodParameterTypes"u8, method.MethodParameterTypes);
            java.End();
        }

        if (reference.JavaStackTraceElement is { } element)
            inner.General("javaStackTraceElement"u8, element);
        inner.Place(reference.Location);
        inner.End();
    }
}
