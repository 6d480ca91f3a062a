namespace CertHarness.Gherkin.Execution;

/// <summary>
/// The scenario that is running. Step classes and services of its scope take it through their constructors. Safe for many threads.
/// </summary>
public sealed class ScenarioContext
{
    private TestCaseRun? _run;

    internal ScenarioContext()
    {
    }

    /// <summary>The scenario.</summary>
    public Scenario Scenario => Run.Scenario;

    /// <summary>Cancelled when the scenario's time is over or the run is cancelled.</summary>
    public CancellationToken CancellationToken => Run.Token;

    /// <summary>Which try it is, from 0.</summary>
    public int Attempt => Run.Attempt;

    /// <summary>The seed of the scenario's randomness. It depends on the run's seed and the scenario's key only.</summary>
    public int Seed => Run.Seed;

    private TestCaseRun Run =>
        _run ?? throw new InvalidOperationException("There is a scenario only in the service scope that the runner opens for it.");

    /// <summary>Attaches bytes to the step that is running.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="mediaType">What they are, such as <c>image/png</c>.</param>
    /// <param name="fileName">A name for people, or null.</param>
    /// <exception cref="InvalidOperationException">The scenario is over.</exception>
    public void Attach(byte[] content, string mediaType, string? fileName = null) =>
        Run.Attach(new AttachmentContent(Convert.ToBase64String(content), Wire.AttachmentContentEncoding.BASE64, mediaType, fileName));

    /// <summary>Attaches text to the step that is running.</summary>
    /// <param name="content">The text.</param>
    /// <param name="mediaType">What it is, such as <c>text/plain</c>.</param>
    /// <param name="fileName">A name for people, or null.</param>
    /// <exception cref="InvalidOperationException">The scenario is over.</exception>
    public void Attach(string content, string mediaType, string? fileName = null) =>
        Run.Attach(new AttachmentContent(content, Wire.AttachmentContentEncoding.IDENTITY, mediaType, fileName));

    /// <summary>Attaches a link to the step that is running.</summary>
    /// <param name="target">Where it leads.</param>
    /// <exception cref="InvalidOperationException">The scenario is over.</exception>
    public void Link(Uri target) => Run.Attach(AttachmentContent.Link(target));

    /// <summary>Attaches a file that lies beside the messages to the step that is running, without copying its content into them.</summary>
    /// <param name="path">The file, relative to the messages, with forward slashes.</param>
    /// <param name="mediaType">What it is, such as <c>application/x-pcapng</c>.</param>
    /// <exception cref="InvalidOperationException">The scenario is over.</exception>
    public void AttachFile(string path, string mediaType) => Run.Attach(AttachmentContent.Outside(path, mediaType));

    /// <summary>Attaches a line of a log to the step that is running.</summary>
    /// <param name="text">The line.</param>
    /// <exception cref="InvalidOperationException">The scenario is over.</exception>
    public void Log(string text) => Run.Attach(AttachmentContent.Log(text));

    internal void Begin(TestCaseRun run) => _run = run;
}
