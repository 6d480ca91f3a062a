namespace CertHarness.Reporting.Tests;

/// <summary>A scratch run folder, removed with the test.</summary>
internal sealed class ScratchRun : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("certharness-reporting-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
