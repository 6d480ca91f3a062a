using System.Globalization;
using CertHarness.Gherkin.Messages;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using Io.Cucumber.Messages.Types;

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
    /// <returns>The journal, and the first number for ids that it does not hold yet; null for a new journal.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static (NdjsonWriter Writer, long? FirstId) Open(string path)
    {
        if (!File.Exists(path))
            return (NdjsonWriter.Append(path), null);

        long last = 0;
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
        {
            var reader = new NdjsonReader(stream);
            foreach (var id in reader.ReadAll().SelectMany(Ids))
                last = Math.Max(last, long.Parse(id, CultureInfo.InvariantCulture));

            stream.SetLength(reader.WholeLength);
        }

        return (NdjsonWriter.Append(path), last + 1);
    }

    private static IEnumerable<string> Ids(Envelope envelope) =>
        envelope switch
        {
            { Pickle: { } pickle } => [pickle.Id, .. pickle.Steps.Select(s => s.Id)],
            { TestCase: { } testCase } => [testCase.Id, .. testCase.TestSteps.Select(s => s.Id)],
            { TestCaseStarted: { } started } => [started.Id],
            { TestRunStarted: { } run } => [run.Id],
            { StepDefinition: { } definition } => [definition.Id],
            { Hook: { } hook } => [hook.Id],
            _ => [],
        };
}
