using System.Text.Json;
using CertHarness.Load.Recording;

namespace CertHarness.Load.Generating;

/// <summary>One line of a generator's standard output: a second, its end, or a fault of its own. Exactly one is there.</summary>
/// <param name="Second">A second of the run.</param>
/// <param name="End">What is told once; the last line.</param>
/// <param name="Fault">Why it could not go on; the last line.</param>
internal sealed record GeneratorLine(LoadSecond? Second, LoadEnd? End, string? Fault)
{
    /// <summary>The line as text.</summary>
    public string Write() => JsonSerializer.Serialize(this, GeneratorJson.Default.GeneratorLine);

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static GeneratorLine Read(string line)
    {
        var read = JsonSerializer.Deserialize(line, GeneratorJson.Default.GeneratorLine);
        return read is { Second: not null } or { End: not null } or { Fault: not null }
            ? read
            : throw new JsonException("a generator's line has a second, an end or a fault");
    }
}
