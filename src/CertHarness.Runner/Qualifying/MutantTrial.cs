using System.Collections.Concurrent;
using CertHarness.Drivers;
using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mutations;
using CertHarness.Drivers.Provisioning;
using CertHarness.Faults;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using CertHarness.Runner.Journals;
using CertHarness.Runner.Runs;
using CertHarness.Runner.Suites;
using Io.Cucumber.Messages.Types;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Runner.Qualifying;

/// <summary>Runs trials, in memory. The features and the step library are shared by all.</summary>
/// <param name="harness">What is plugged in.</param>
/// <param name="request">What to qualify.</param>
/// <param name="monitor">Notices when the harness was kept from running.</param>
/// <param name="time">The clock.</param>
internal sealed class MutantTrial(Harness harness, QualificationRequest request, SchedulingMonitor monitor, TimeProvider time)
{
    /// <summary>Time that scenarios take which wait for time to pass.</summary>
    private static readonly TimeSpan SlowScenario = TimeSpan.FromSeconds(30);

    private const int ScenariosAtOnce = 16;

    /// <summary>What runs within the harness starts at once or never, as it answers; so many answers' time is plenty.</summary>
    private const int StartsWithin = 4;

    private readonly IProtocolDriver _driver = harness.DriverOf(request.Profile.Scheme)!;
    private readonly ConcurrentDictionary<Campaign, Plan> _plans = [];
    private readonly StepLibrary _steps = harness.Steps(harness.DriverOf(request.Profile.Scheme)!);

    /// <summary>Puts an instance of a mutant through scenarios.</summary>
    /// <param name="trial">The mutant and the scenarios.</param>
    /// <param name="timeout">How long an answer may take.</param>
    /// <param name="attempt">Tells this attempt from the others.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What came out, by the scenarios' keys.</returns>
    /// <exception cref="Model.Verdicts.SutUnavailableException">The mutant did not start.</exception>
    public async Task<IReadOnlyDictionary<string, ScenarioResult>> RunAsync(Trial trial, TimeSpan timeout, int attempt, CancellationToken cancellationToken)
    {
        var mutant = trial.Suspect.Mutant;
        var witness = trial.Suspect.Reference.Campaign;
        var reference = witness.Campaign;
        await using var sut = await StartAsync(mutant, reference, cancellationToken);
        var services = new ServiceCollection();
        var access = sut.Access(reference.Ixit with { Timeout = timeout, StartTimeout = StartsWithin * timeout }) with { HandedOn = !trial.IsAlone };
        services.AddScenarioServices(_driver, access, new Parameters(request.Profile.Id, request.Profile.Parameters), harness.Generator, monitor, $"{mutant.Name}\n{witness.Name}\n{attempt}", time);
        await using var root = services.BuildServiceProvider();
        var journal = new Memory();
        var settings = new RunSettings
        {
            Parallelism = trial.IsAlone ? 1 : ScenariosAtOnce,
            ScenarioTimeout = trial.IsAlone ? Alone.Timeout : (CampaignRun.WaitsPerScenario * timeout) + SlowScenario,
            TimeProvider = time,
            Seed = request.Seed,
        };
        await new SuiteRunner(_steps, root, journal, settings).RunAsync(request.Suite.Features, trial.Scenarios, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return JournalReader.Results(journal.Messages, _plans.GetOrAdd(reference, r => RunPlan.Of(request.Suite, r, _driver, harness.OfferOf(r), [])) with { Scenarios = [.. trial.Scenarios.Select(Suite.Planned)] });
    }

    private async Task<IRunningSut> StartAsync(Mutant mutant, Campaign reference, CancellationToken cancellationToken)
    {
        if (mutant is EmbeddedMutant embedded)
            return await new EmbeddedProvisioner(embedded.Sut, time).StartAsync(cancellationToken);

        var right = harness.EmbeddedSuts.First(s => s.Name == ((EmbeddedProvision)reference.Provision).Name);
        var sut = await new EmbeddedProvisioner(right.InTheClear, time).StartAsync(cancellationToken);
        return new Proxied(sut, Proxy.Start(sut.Endpoint, time, request.Seed, ((WireMutant)mutant).Mutate(time)));
    }

    private sealed class Proxied(IRunningSut sut, Proxy proxy) : IRunningSut
    {
        public Uri Endpoint => proxy.Endpoint;

        public ISutControl? Control => sut.Control;

        public Ixit Complete(Ixit stated) => sut.Complete(stated);

        public async ValueTask DisposeAsync()
        {
            // In any case: a mutation that failed is told when the proxy ends.
            await using (sut)
                await proxy.DisposeAsync();
        }
    }

    private sealed class Memory : IMessageSink
    {
        public List<Envelope> Messages { get; } = [];

        public void Write(Envelope e) => Messages.Add(e);
    }
}
