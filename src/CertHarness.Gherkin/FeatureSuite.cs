using CertHarness.Gherkin.Reading;

namespace CertHarness.Gherkin;

/// <summary>All feature files of a run, parsed.</summary>
public sealed class FeatureSuite
{
    private FeatureSuite(
        IReadOnlyList<FeatureSource> sources, IReadOnlyList<Feature> features, IReadOnlyList<FeatureError> errors, long nextId)
    {
        Sources = sources;
        Features = features;
        Errors = errors;
        NextId = nextId;
        Scenarios = [.. features.SelectMany(f => f.Scenarios)];
    }

    /// <summary>What was given to <see cref="Parse"/>, each file once.</summary>
    public IReadOnlyList<FeatureSource> Sources { get; }

    /// <summary>The files that could be read, in the order given.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>The scenarios of all features, in order.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; }

    /// <summary>What could not be read; a file with an error has no feature here, the others have.</summary>
    public IReadOnlyList<FeatureError> Errors { get; }

    /// <summary>The first number that no id of the suite uses.</summary>
    internal long NextId { get; }

    /// <summary>Parses feature files. The same files give the same ids.</summary>
    /// <param name="sources">The files; a second one with the same uri is an error.</param>
    public static FeatureSuite Parse(IEnumerable<FeatureSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var read = new Dictionary<string, FeatureSource>();
        var files = new List<FeatureSource>();
        var twice = new List<bool>();
        foreach (var source in sources)
        {
            twice.Add(!read.TryAdd(source.Uri, source));
            files.Add(source);
        }

        // Parsing takes the time, so it uses all processors.
        var parsed = new ParsedFile[files.Count];
        Parallel.For(0, parsed.Length, i => parsed[i] = twice[i] ? ParsedFile.Twice(files[i]) : ParsedFile.Of(files[i]));
        FeatureError[] errors = [.. parsed.SelectMany(p => p.Errors)];
        var reader = new FeatureReader(files, parsed);
        reader.Read();
        return new FeatureSuite([.. read.Values], [.. reader.Features], errors, reader.NextId);
    }

    /// <summary>The scenarios whose tags meet a tag expression, in order.</summary>
    /// <param name="tagExpression">Such as <c>@must and not @slow</c>; empty selects all.</param>
    /// <exception cref="TagExpressionException">The expression cannot be read.</exception>
    public IReadOnlyList<Scenario> Select(string tagExpression)
    {
        var expression = TagExpression.Parse(tagExpression);
        return [.. Scenarios.Where(s => expression.Matches(s.Tags))];
    }
}
