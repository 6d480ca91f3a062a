using System.Diagnostics;

namespace CertHarness.Cli.Tests;

public sealed class FullDiskTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("size=4k", 3)]
    [InlineData("size=700k", 2)]
    public async Task A_full_disk_under_reports_is_named_and_no_stack_trace_is_shown(string size, int exitCode)
    {
        var disk = Path.Combine(_scratch.Path, "disk");
        Directory.CreateDirectory(disk);
        if (!Environment.IsPrivilegedProcess || Run("mount", "-t", "tmpfs", "-o", size, "tmpfs", disk) != 0)
            Assert.Skip("Needs the right to mount a small file system.");

        try
        {
            var result = await Tool.RunAsync("run", "--out", disk, "--json");

            Assert.Equal(exitCode, result.ExitCode);
            Assert.Matches("No space left on device|the disk was full", exitCode == 3 ? result.Error : Reason(result));
            result.ShowsNoStackTrace();
        }
        finally
        {
            Run("umount", disk);
        }
    }

    /// <summary>The disk that has no place for the journal has none for the evaluation, so only the terminal can tell.</summary>
    private static string Reason(ToolResult result)
    {
        Assert.Equal("inconclusive", result.Json.GetProperty("verdict").GetString());
        return result.Error;
    }

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
