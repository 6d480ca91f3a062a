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
        Json.Name(name, _any);
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

    public void Word(ReadOnlySpan<byte> name, ReadOnlySpan<byte> word)
    {
        Name(name);
        Json.Byte('"');
        Json.Raw(word);
        Json.Byte('"');
    }

    public void Truth(ReadOnlySpan<byte> name, bool value)
    {
        Name(name);
        Json.Raw(value ? "true"u8 : "false"u8);
    }

    /// <summary>Begins an object that is the value of a field.</summary>
    public JsonFields Object(ReadOnlySpan<byte> name)
    {
        Name(name);
        return new JsonFields(Json);
    }

    public void Time(Wire.Timestamp? timestamp)
    {
        if (timestamp is null)
            return;
        var inner = Object("timestamp"u8);
        inner.Number("seconds"u8, timestamp.Seconds);
        inner.Number("nanos"u8, timestamp.Nanos);
        inner.End();
    }

    public void Place(Wire.Location? location)
    {
        if (location is null)
            return;
        var inner = Object("location"u8);
        inner.Number("line"u8, location.Line);
        if (location.Column is { } column)
            inner.Number("column"u8, column);
        inner.End();
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
