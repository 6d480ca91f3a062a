using CertHarness.Drivers;
using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Provisioning;
using CertHarness.Gherkin;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Json;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;
using CertHarness.Runner.Campaigns;
using CertHarness.Runner.Journals;
using CertHarness.Runner.Reports;

namespace CertHarness.Runner.Runs;

/// <summary>One run through the pipeline: start and probe the SUT, plan, run, evaluate, report.</summary>
/// <param name="harness">What is plugged in.</param>
/// <param name="request">What to run; it was checked.</param>
/// <param name="observer">Is told how it goes.</param>
/// <param name="time">The clock.</param>
public sealed class CampaignRun(Harness harness, RunRequest request, IRunObserver observer, TimeProvider time)
{
    /// <summary>A scenario makes several waits; each of them is bounded by the IXIT's timeout.</summary>
    internal const int WaitsPerScenario = 12;

    /// <summary>A device may be waited for as often in one scenario.</summary>
    private const int StartsPerScenario = 3;

    private const int MostRepetitions = 2;

    /// <summary>A machine with time to spare is not late by that much.</summary>
    private static readonly TimeSpan BusyMachine = TimeSpan.FromMilliseconds(100);

    private readonly RunFolder _folder = request.Folder;
    private readonly Campaign _campaign = request.Campaign;
    private readonly Profile _profile = request.Profile;
    private readonly IProtocolDriver _driver = harness.DriverOf(request.Profile.Scheme)!;

    /// <summary>Runs the campaign. A SUT that is not there or a disk that is full is a verdict with its reason, not an exception.</summary>
    /// <param name="cancellationToken">Stops it; the journal is kept.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="ConfigurationException">A resumed run's suite, campaign or SUT is not that of its first part.</exception>
    /// <exception cref="IOException">The run folder could not be written at all.</exception>
    public async Task<Evaluation> RunAsync(CancellationToken cancellationToken)
    {
        observer.Started(_folder);
        if (!request.Resume)
            RunFolder.WriteWhole(_folder.Campaign, CampaignWriter.Resolved(_campaign));

        try
        {
            await using var sut = await harness.ProvisionerOf(_campaign, _folder.In("sut"), time).StartAsync(cancellationToken);
            var access = sut.Access(_campaign.Ixit);
            var probe = await _driver.ProbeAsync(access, time, cancellationToken);
            return probe.Unreachable is { } reason
                ? ComesToNothing(sut.Endpoint.ToString(), reason)
                : await ExecuteAsync(sut, access, probe, cancellationToken);
        }
        catch (SutUnavailableException e)
        {
            return ComesToNothing(Where(_campaign.Provision), e.Message);
        }
    }

    private async Task<Evaluation> ExecuteAsync(
        IRunningSut sut, SutAccess access, ProbeResult probe, CancellationToken cancellationToken)
    {
        var plan = RunPlan.Of(request.Suite, _campaign, _driver, harness.OfferOf(_campaign), probe.Capabilities);
        if (request.Resume)
            MustContinue(plan);
        else
            RunFolder.WriteWhole(_folder.Plan, ModelJson.Write(plan));

        var outages = Outages();
        var done = Done(plan, outages);
        var facts = new RunFacts(access.Endpoint.ToString(), Harness.Version, probe.Identification, LeftOut(plan, done)) { Outages = outages };
        facts.Write(_folder);
        var begun = time.GetUtcNow();
        try
        {
            await ExecuteAsync(plan, done, sut, access, cancellationToken);
        }
        catch (IOException e)
        {
            facts = facts with { Reason = $"The journal could not be written: {e.Message}" };
        }

        if (await OutageAsync(sut, access, begun, cancellationToken) is { } outage)
            facts = facts with { Reason = outage.Reason, Outages = [.. facts.Outages, outage] };

        if (cancellationToken.IsCancellationRequested)
            facts.Write(_folder);

        cancellationToken.ThrowIfCancellationRequested();
        return Finish(plan, facts);
    }

    /// <summary>Whether the SUT went away meanwhile. When one that is not ours did, nobody can tell: nothing that was seen since the
    /// scenarios began counts.</summary>
    private async Task<Outage?> OutageAsync(IRunningSut sut, SutAccess access, DateTimeOffset begun, CancellationToken cancellationToken)
    {
        if (sut is { Ended: { } how, EndedAt: { } when })
            return new Outage(when, time.GetUtcNow(), how);

        if (cancellationToken.IsCancellationRequested)
            return null;

        var probe = await _driver.ProbeAsync(access, time, cancellationToken);
        return probe.Unreachable is { } reason
            ? new Outage(begun, time.GetUtcNow(), $"The SUT was gone when the scenarios were over: {reason}")
            : null;
    }

    private async Task ExecuteAsync(
        Plan plan, Dictionary<string, ScenarioResult> done, IRunningSut running, SutAccess sut, CancellationToken cancellationToken)
    {
        observer.Planned(sut.Endpoint, plan, done.Count);
        await using var monitor = new SchedulingMonitor(time);
        var atOnce = Math.Min(request.Parallel, sut.Device?.MostAtOnce ?? int.MaxValue);
        var scenarios = Remaining(plan, done);
        for (var repetitions = 0; scenarios.Count > 0; repetitions++)
        {
            var begun = time.GetTimestamp();
            await ExecuteAsync([.. scenarios.Where(s => !s.IsAlone())], atOnce, ScenarioTimeout(sut), monitor, sut, cancellationToken);
            await ExecuteAsync([.. scenarios.Where(s => s.IsAlone())], 1, Alone.Timeout, monitor, sut, cancellationToken);
            if (repetitions == MostRepetitions
                || cancellationToken.IsCancellationRequested
                || running.Ended is not null
                || monitor.LongestStallSince(begun) < BusyMachine)
            {
                return;
            }

            scenarios = LeftOpen(plan, scenarios);
            atOnce = Math.Max(1, atOnce / 4);
            if (scenarios.Count > 0)
                observer.Repeated(scenarios.Count);
        }
    }

    private async Task ExecuteAsync(
        IReadOnlyList<Scenario> scenarios, int atOnce, TimeSpan timeout, SchedulingMonitor monitor, SutAccess sut, CancellationToken cancellationToken)
    {
        if (scenarios.Count == 0 || cancellationToken.IsCancellationRequested)
            return;

        var (journal, firstId) = Journal.Open(_folder.Journal);
        using var _ = journal;
        await using var services = ScenarioServices.Build(
            _driver, sut, new Parameters(_profile.Id, _profile.Parameters), new ObservedGenerator(harness.Generator, observer), _folder, monitor, time);
        var runner = new SuiteRunner(
            harness.Steps(_driver),
            services,
            new ObservedJournal(journal, observer),
            new RunSettings
            {
                Parallelism = atOnce,
                ScenarioTimeout = timeout,
                TimeProvider = time,
                Seed = _campaign.Seed,
                FirstId = firstId,
            });
        await runner.RunAsync(request.Suite.Features, scenarios, cancellationToken);
    }

    private TimeSpan ScenarioTimeout(SutAccess sut) =>
        (WaitsPerScenario * _campaign.Ixit.Timeout) + (sut.Device is null ? TimeSpan.Zero : StartsPerScenario * _campaign.Ixit.StartTimeout);

    /// <summary>Those that were not decided: on a busy machine they are run again, with less beside them.</summary>
    private IReadOnlyList<Scenario> LeftOpen(Plan plan, IReadOnlyList<Scenario> scenarios)
    {
        var results = Journal.Results(_folder.Journal, plan);
        return [.. scenarios.Where(s => results.GetValueOrDefault(s.Key)?.Verdict == Verdict.Inconclusive)];
    }

    private IReadOnlyList<Outage> Outages() => request.Resume && File.Exists(_folder.Facts) ? RunFacts.Read(_folder).Outages : [];

    /// <summary>What an earlier part of the run has done; what the SUT's end spoiled is to be done again.</summary>
    private Dictionary<string, ScenarioResult> Done(Plan plan, IReadOnlyList<Outage> outages) =>
        Journal.Results(_folder.Journal, plan).Where(r => !outages.Any(o => o.Covers(r.Value))).ToDictionary();

    /// <summary>Why a run of some scenarios is incomplete; null where the others are done, or none is left out.</summary>
    private string? LeftOut(Plan plan, Dictionary<string, ScenarioResult> done)
    {
        var ran = Remaining(plan, done).Select(s => s.Key).Concat(done.Keys).ToHashSet();
        return request.Only is null || plan.Scenarios.All(s => ran.Contains(s.Key)) ? null : $"Only the scenarios of '{request.Only}' were run.";
    }

    /// <summary>The scenarios still to run, those that wait for time to pass first: the others fit beside them.</summary>
    private IReadOnlyList<Scenario> Remaining(Plan plan, Dictionary<string, ScenarioResult> done)
    {
        var planned = plan.Scenarios.Select(s => s.Key).ToHashSet();
        var selected = request.Only is null ? request.Suite.Features.Scenarios : request.Suite.Features.Select(request.Only);
        return [.. selected.Where(s => planned.Contains(s.Key) && !done.ContainsKey(s.Key))
            .OrderBy(s => s.Tags.Contains("@slow") ? 0 : 1)];
    }

    private void MustContinue(Plan plan)
    {
        var before = ModelJson.ReadPlan(File.ReadAllText(_folder.Plan));
        if (Compared(before) == Compared(plan))
            return;

        throw new ConfigurationException([new Diagnostic(
            Severity.Error, _folder.Plan, 1, 1, "found a plan other than the one that the run began with",
            before.SuiteDigest == plan.SuiteDigest ? "the same SUT and campaign" : "the same features, catalogues and profile")]);

        // How a capability was observed may be worded differently each time.
        static string Compared(Plan plan) =>
            ModelJson.Write(plan with { Capabilities = [.. plan.Capabilities.Select(c => c with { Remark = null })] });
    }

    private Evaluation ComesToNothing(string endpoint, string reason)
    {
        var plan = request.Resume
            ? ModelJson.ReadPlan(File.ReadAllText(_folder.Plan))
            : RunPlan.Of(request.Suite, _campaign, _driver, harness.OfferOf(_campaign), []);
        if (!request.Resume)
            RunFolder.WriteWhole(_folder.Plan, ModelJson.Write(plan));

        var facts = new RunFacts(endpoint, Harness.Version, null, reason) { Outages = Outages() };
        facts.Write(_folder);
        return Finish(plan, facts);
    }

    private Evaluation Finish(Plan plan, RunFacts facts)
    {
        var evaluation = RunEvaluation.Of(_campaign, plan, facts, _folder);
        try
        {
            facts.Write(_folder);
            ReportFiles.Write(evaluation, _folder);
        }
        catch (IOException e)
        {
            // A run that left no report has not shown what it found.
            var reason = facts.Reason ?? $"The reports could not be written: {e.Message}";
            evaluation = RunEvaluation.Of(_campaign, plan, facts with { Reason = reason }, _folder);
        }

        return evaluation;
    }

    private static string Where(Provision provision) => provision switch
    {
        EmbeddedProvision embedded => $"embedded:{embedded.Name}",
        ExternalProvision external => external.Endpoint.ToString(),
        ProcessProvision process => process.Endpoint,
        ContainerProvision container => container.Endpoint,
        DeviceProvision device => device.Listen.ToString(),
        _ => throw new InvalidOperationException($"No provisioner knows {provision.GetType().Name}."),
    };
}
