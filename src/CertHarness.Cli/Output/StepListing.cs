using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Cli.Output;

/// <summary>A step that features can use, as editors want to know it.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Regex">Whether the expression is a regular one; otherwise it is a cucumber expression.</param>
/// <param name="Keyword">Given, When or Then; an asterisk where any will do.</param>
/// <param name="Method">Class and method.</param>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="File">The source file as the compiler saw it, or null.</param>
/// <param name="Line">The line in it, or null.</param>
/// <param name="Uses">How many steps of the features use it; a row of examples counts on its own.</param>
internal sealed record StepListing(
    string Expression, bool Regex, string Keyword, string Method, string Assembly, string? File, int? Line, int Uses)
{
    /// <summary>Describes a step definition.</summary>
    public static StepListing Of(StepDefinition step, int uses) => new(
        step.Expression,
        step.IsRegex,
        step.Keyword,
        $"{step.Method.ReflectedType!.FullName}.{step.Method.Name}",
        step.Method.Module.Assembly.GetName().Name!,
        step.SourceFile.Length == 0 ? null : step.SourceFile,
        step.SourceLine == 0 ? null : step.SourceLine,
        uses);

    /// <summary>All steps as one JSON array on one line.</summary>
    public static string Json(IReadOnlyList<StepListing> steps) => JsonSerializer.Serialize(steps, StepListingJson.Readable.IReadOnlyListStepListing);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<StepListing>))]
internal sealed partial class StepListingJson : JsonSerializerContext
{
    /// <summary>Umlauts and quotes as they are: it goes to editors, not into a web page.</summary>
    public static StepListingJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
