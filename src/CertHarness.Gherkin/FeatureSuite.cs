using Gherkin.CucumberMessages;
using Gherkin.CucumberMessages.Pickles;

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
        var files = new List<(FeatureSource Source, bool Twice)>();
        foreach (var source in sources)
            files.Add((source, !read.TryAdd(source.Uri, source)));

        // Parsing takes the time, so it uses all processors; ids are given in the order of the files.
        var parsed = new ParsedFile[files.Count];
        Parallel.For(0, parsed.Length, i => parsed[i] = files[i].Twice ? ParsedFile.Twice(files[i].Source) : ParsedFile.Of(files[i].Source));
        var ids = new IncrementingIds(0);
        var converter = new AstMessagesConverter(ids);
        var compiler = new PickleCompiler(ids);
        var features = new List<Feature>();
        var errors = new List<FeatureError>();
        for (var i = 0; i < parsed.Length; i++)
        {
            errors.AddRange(parsed[i].Errors);
            if (parsed[i].Tree is not { } tree)
                continue;
            var document = converter.ConvertGherkinDocumentToEventArgs(tree, files[i].Source.Uri);
            features.Add(new Feature(files[i].Source, document, document.Feature is null ? [] : compiler.Compile(document)));
            parsed[i] = default;
        }

        return new FeatureSuite([.. read.Values], features, errors, ids.Next);
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
