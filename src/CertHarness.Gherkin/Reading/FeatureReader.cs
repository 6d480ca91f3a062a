using Gherkin.CucumberMessages;

namespace CertHarness.Gherkin.Reading;

/// <summary>
/// Reads feature files, on all processors. Files that are plain, as most are, it reads by itself, in a small part of the time;
/// for all others the Gherkin package does it. Ids are given in the order of the files, and are the same either way.
/// </summary>
internal sealed class FeatureReader(IReadOnlyList<FeatureSource> sources, ParsedFile[] files)
{
    private readonly IncrementingIds _ids = new(0);
    private readonly Feature?[] _features = new Feature?[sources.Count];

    /// <summary>The features that could be read, in order.</summary>
    public IEnumerable<Feature> Features => _features.OfType<Feature>();

    /// <summary>The first id that none of them has.</summary>
    public long NextId => _ids.Next;

    public void Read()
    {
        var plain = new Action?[files.Length];
        for (var i = 0; i < files.Length; i++)
        {
            var source = sources[i];
            if (files[i].Plain is { } lines)
            {
                var index = i;
                var own = new IncrementingIds(_ids.Take(lines.Ids));
                plain[i] = () => _features[index] = Read(source, lines, own);
            }
            else if (files[i].Tree is { } tree)
            {
                var document = new AstMessagesConverter(_ids).ConvertGherkinDocumentToEventArgs(tree, source.Uri);
                _features[i] = new Feature(source, document, PickleCompiler.Compile(document, _ids));
            }
        }

        Parallel.For(0, plain.Length, i => plain[i]?.Invoke());
    }

    private static Feature Read(FeatureSource source, PlainLines lines, IncrementingIds ids)
    {
        var last = ids.Next + lines.Ids;
        var document = new PlainDocument(lines, ids).Read(source.Uri);
        var feature = new Feature(source, document, PickleCompiler.Compile(document, ids));
        return ids.Next == last ? feature : throw new InvalidOperationException($"The ids of '{source.Uri}' were counted wrongly.");
    }
}
