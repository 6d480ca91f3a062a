using System.Runtime.CompilerServices;
using CertHarness.Drivers;
using CertHarness.Drivers.Provisioning.Containers;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;
using CertHarness.Runner.Suites;

namespace CertHarness.Runner.Preflight;

/// <summary>What a preflight found.</summary>
/// <param name="Ok">Whether it is as it must be.</param>
/// <param name="Subject">What was examined.</param>
/// <param name="Text">What was found.</param>
public sealed record PreflightFinding(bool Ok, string Subject, string Text);

/// <summary>Looks whether everything is there that a run needs.</summary>
public static class Doctor
{
    private const string EngineSubject = "container engine";

    /// <summary>Examines the reports folder, the container engine, the SUT's start and its answer.</summary>
    /// <param name="campaign">The campaign; it was checked.</param>
    /// <param name="suite">The suite.</param>
    /// <param name="harness">What is plugged in.</param>
    /// <param name="reports">The folder of all runs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the examination.</param>
    public static async IAsyncEnumerable<PreflightFinding> ExamineAsync(
        Campaign campaign, Suite suite, Harness harness, string reports, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Writable(reports);
        yield return await EngineAsync(isNeeded: campaign.Provision is ContainerProvision, cancellationToken);
        var profile = suite.Profiles.Single(p => p.Id == campaign.Profile);
        var driver = harness.DriverOf(profile.Scheme)!;
        var scratch = Directory.CreateTempSubdirectory("certharness-").FullName;
        try
        {
            foreach (var finding in await ExamineSutAsync(campaign, harness, driver, scratch, time, cancellationToken))
                yield return finding;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<PreflightFinding>> ExamineSutAsync(
        Campaign campaign, Harness harness, IProtocolDriver driver, string scratch, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await using var sut = await harness.ProvisionerOf(campaign, scratch, time).StartAsync(cancellationToken);
            var probe = await driver.ProbeAsync(sut.Access(campaign.Ixit), time, cancellationToken);
            var answer = probe.Unreachable is { } reason
                ? new PreflightFinding(false, campaign.Sut.Name, reason)
                : new PreflightFinding(true, campaign.Sut.Name, $"answers at {sut.Endpoint}");
            return [answer, .. probe.Capabilities.Select(c => Compare(c, campaign))];
        }
        catch (SutUnavailableException e)
        {
            return [new PreflightFinding(false, campaign.Sut.Name, e.Message)];
        }
    }

    private static async Task<PreflightFinding> EngineAsync(bool isNeeded, CancellationToken cancellationToken) =>
        await ContainerEngine.DescribeAsync(cancellationToken) is { } engine ? new PreflightFinding(true, EngineSubject, engine)
        : isNeeded ? new PreflightFinding(false, EngineSubject, ContainerEngine.Absent)
        : new PreflightFinding(true, EngineSubject, "none answers, and this campaign needs none");

    private static PreflightFinding Compare(ObservedCapability observed, Campaign campaign)
    {
        var declared = campaign.Ics.GetValueOrDefault(observed.Id);
        var text = $"{(observed.Present ? "observed" : "not observed")} ({observed.Remark})";
        return declared == Declaration.Supported && !observed.Present
            ? new PreflightFinding(false, observed.Id, $"declared as supported, {text}")
            : new PreflightFinding(true, observed.Id, text);
    }

    private static PreflightFinding Writable(string reports)
    {
        try
        {
            Directory.CreateDirectory(reports);
            var file = Path.Combine(reports, ".doctor");
            File.WriteAllText(file, "A preflight wrote this.");
            File.Delete(file);
            return new PreflightFinding(true, reports, "writable");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new PreflightFinding(false, reports, e.Message);
        }
    }
}
