using Gherkin;
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
        var ids = new IncrementingIds(0);
        var parser = new Parser { StopAtFirstError = false };
        var converter = new AstMessagesConverter(ids);
        var compiler = new PickleCompiler(ids);
        var read = new Dictionary<string, FeatureSource>();
        var features = new List<Feature>();
        var errors = new List<FeatureError>();
        foreach (var source in sources)
        {
            if (!read.TryAdd(source.Uri, source))
            {
                errors.Add(new FeatureError(source.Uri, 0, 0, $"The feature file '{source.Uri}' is given twice; give each file once."));
                continue;
            }

            try
            {
                // Editors on Windows leave a byte order mark, which is no part of the text.
                using var reader = new StringReader(source.Text.TrimStart('\ufeff'));
                var document = converter.ConvertGherkinDocumentToEventArgs(parser.Parse(reader), source.Uri);
                features.Add(new Feature(source, document, document.Feature is null ? [] : compiler.Compile(document)));
            }
            catch (CompositeParserException composite)
            {
                errors.AddRange(composite.Errors.Select(e => Error(source, e)));
            }
            catch (ParserException error)
            {
                errors.Add(Error(source, error));
            }
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

    private static FeatureError Error(FeatureSource source, ParserException error)
    {
        // The parser writes the place before its message; here it has fields of its own.
        var message = error.Message;
        var end = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        return new FeatureError(
            source.Uri, error.Location?.Line ?? 0, error.Location?.Column ?? 0, end < 0 ? message : message[(end + 3)..]);
    }
}
