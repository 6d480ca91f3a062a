using System.ComponentModel;
using System.Diagnostics;
using CertHarness.Testing;

namespace CertHarness.Reporting.Tests.Allure;

/// <summary>The script that makes a rendered Allure report one that asks nothing of any network.</summary>
public sealed class DetachTests : IDisposable
{
    private const string Analytics =
        "<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script><script>\nwindow.dataLayer = [];\ngtag('js', 1);\n</script>";

    private readonly ScratchRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task Analytics_are_taken_out_and_a_policy_is_put_in()
    {
        await Page($"<html><head><title>x</title></head><body><script>window.allure = 1</script>{Analytics}</body></html>");

        var (code, _) = await Detach();
        var page = await File.ReadAllTextAsync(Path.Combine(run.Folder, "index.html"));

        Assert.Equal(0, code);
        Assert.DoesNotContain("gtag", page);
        Assert.Contains("window.allure = 1", page);
        Assert.Contains("<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'", page);
    }

    [Theory]
    [InlineData("<html><head><link rel=stylesheet href=//fonts.example/a.css></head></html>", "fonts.example")]
    [InlineData("<html><head></head><body><script src='https://cdn.example/a.js'></script></body></html>", "cdn.example")]
    [InlineData("<html><body>no head</body></html>", "no head")]
    public async Task A_page_that_would_still_go_to_a_network_is_refused(string page, string named)
    {
        await Page(page);

        var (code, message) = await Detach();

        Assert.Equal(1, code);
        Assert.Contains(named, message);
    }

    [Fact]
    public async Task A_script_that_still_knows_the_analytics_is_refused()
    {
        await Page("<html><head></head></html>");
        await File.WriteAllTextAsync(Path.Combine(run.Folder, "app.js"), "fetch('https://www.google-analytics.com/collect')", TestContext.Current.CancellationToken);

        Assert.Equal(1, (await Detach()).Code);
    }

    [Fact]
    public async Task A_folder_without_a_report_is_refused() => Assert.Equal(1, (await Detach()).Code);

    private Task Page(string text) => File.WriteAllTextAsync(Path.Combine(run.Folder, "index.html"), text);

    private async Task<(int Code, string Error)> Detach()
    {
        var start = new ProcessStartInfo("node", [Repository.PathOf("tests", "allure", "detach.mjs"), run.Folder]) { RedirectStandardError = true, RedirectStandardOutput = true };
        try
        {
            using var node = Process.Start(start)!;
            var error = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (node.ExitCode, await error);
        }
        catch (Win32Exception)
        {
            Assert.Skip("node is not installed");
            throw;
        }
    }
}
