using CertHarness.Gherkin.Messages;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;

namespace CertHarness.Runner.Journals;

/// <summary>The journal of a run: Cucumber Messages in a file, behind one another as things happen.</summary>
internal static class Journal
{
    /// <summary>The results that a journal holds, by the scenarios' keys; none where there is no journal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="plan">The run's plan.</param>
    /// <exception cref="InvalidDataException">It is damaged in the middle.</exception>
    public static IReadOnlyDictionary<string, ScenarioResult> Results(string path, Plan plan)
    {
        if (!File.Exists(path))
            return new Dictionary<string, ScenarioResult>();

        using var stream = File.OpenRead(path);
        return JournalReader.Results(new NdjsonReader(stream).ReadAll(), plan);
    }

    /// <summary>Opens a journal to write on; half a line, left by a run that was killed, is cut off.</summary>
    /// <param name="path">The file; it need not exist.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static NdjsonWriter Open(string path)
    {
        if (File.Exists(path))
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
            var reader = new NdjsonReader(stream);
            foreach (var _ in reader.ReadAll())
            {
            }

            stream.SetLength(reader.WholeLength);
        }

        return NdjsonWriter.Append(path);
    }
}
