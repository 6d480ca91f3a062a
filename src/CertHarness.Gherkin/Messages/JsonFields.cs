namespace CertHarness.Gherkin.Messages;

/// <summary>The fields of one JSON object, in the order written; what is null is left out.</summary>
internal ref struct JsonFields
{
    private bool _any;

    public JsonFields(JsonBuffer json)
    {
        Json = json;
        json.Byte('{');
    }

    public readonly JsonBuffer Json { get; }

    public void Name(ReadOnlySpan<byte> name)
    {
        Json.Raw(_any ? ",\""u8 : "\""u8);
        Json.Raw(name);
        Json.Raw("\":"u8);
        _any = true;
    }

    public void Text(ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
            return;
        Name(name);
        Json.Text(value);
    }

    public void Number(ReadOnlySpan<byte> name, long value)
    {
        Name(name);
        Json.Number(value);
    }

    public void Word<T>(ReadOnlySpan<byte> name, T value)
        where T : struct, Enum
    {
        Name(name);
        Json.Byte('"');
        Json.Raw(MessageJson.Word(value));
        Json.Byte('"');
    }

    public void Texts(ReadOnlySpan<byte> name, List<string>? values) => Array(name, values, static (json, value) => json.Text(value));

    public void Array<T>(ReadOnlySpan<byte> name, List<T>? items, Action<JsonBuffer, T> write)
    {
        if (items is null)
            return;
        Name(name);
        Json.Array(items, write);
    }

    public void General<T>(ReadOnlySpan<byte> name, T value)
    {
        Name(name);
        Json.General(value);
    }

    public readonly void End() => Json.Byte('}');
}
