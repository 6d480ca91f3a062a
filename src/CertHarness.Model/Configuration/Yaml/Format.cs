namespace CertHarness.Model.Configuration.Yaml;

internal delegate bool TryParse<T>(YamlText text, out T value);

/// <summary>What a scalar may hold.</summary>
/// <param name="Expected">What would be right, for messages.</param>
/// <param name="Placeholder">Stands in for a value that is missing or wrong, so that reading can go on to the next error.</param>
/// <param name="TryParse">Reads the scalar.</param>
internal sealed record Format<T>(string Expected, T Placeholder, TryParse<T> TryParse)
{
    /// <summary>The words to choose from, where there are only a few.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public T Read(YamlValue value, Source source)
    {
        if (value is YamlText text && TryParse(text, out var result))
            return result;
        if (value is not YamlFaulty)
        {
            var question = value is YamlText { Reference: null } wrong ? Suggestion.Question(wrong.Text, Choices) : "";
            source.Error(value, $"found {value.Describe()}", Expected + question);
        }

        return Placeholder;
    }
}
