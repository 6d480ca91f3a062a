using System.Reflection;
using CertHarness.Drivers;
using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Provisioning;
using CertHarness.Features.Tests;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;
using CertHarness.Runner;
using CertHarness.Runner.Runs;
using CertHarness.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(ReferenceBroker))]
[assembly: AssemblyFixture(typeof(ReferenceDevice))]
// Scenarios mostly wait: all at once they take as long as the slowest.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = -1)]

namespace CertHarness.Features.Tests;

/// <summary>The embedded reference broker, started once for all tests.</summary>
public sealed class ReferenceBroker() : ReferenceSut("mqtt-broker");

/// <summary>The embedded reference device, for which the harness is the broker.</summary>
public sealed class ReferenceDevice() : ReferenceSut("mqtt-device");

/// <summary>An embedded SUT, started once for all tests.</summary>
public abstract class ReferenceSut : ScenarioHost
{
    private readonly Harness _harness = Harness.Discover(AppContext.BaseDirectory);
    private readonly IProtocolDriver _driver;
    private readonly IEmbeddedSut _sut;
    private readonly SchedulingMonitor _monitor = new(TimeProvider.System);
    private IRunningSut? _running;

    protected ReferenceSut(string name)
    {
        _driver = _harness.DriverOf("mqtt")!;
        _sut = _harness.EmbeddedSuts.Single(s => s.Name == name);
    }

    protected override IReadOnlyList<Assembly> StepAssemblies => [_driver.Steps];

    protected override RunSettings Settings => new() { Parallelism = 128, ScenarioTimeout = TimeSpan.FromMinutes(1) };

    public override async ValueTask InitializeAsync() =>
        _running = await _sut.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);

    protected override void Configure(IServiceCollection services) => services.AddScenarioServices(
        _driver, _running!.Access(new Ixit()), new Parameters("features", new Dictionary<string, double>()), _harness.Generator, _monitor, "features", TimeProvider.System);

    /// <summary>Runs a scenario; one that came to no verdict, as on a machine that was too busy, is run again, at most twice.</summary>
    public async Task JudgeAsync(ScenarioTest scenario)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await RunAsync(scenario);
                return;
            }
            catch (ScenarioFailedException e) when (attempt < 3 && e.CauseType == typeof(SutUnavailableException).FullName)
            {
                TestContext.Current.AddWarning($"Inconclusive, run again: {e.Message}");
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
        await (_running?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _monitor.DisposeAsync();
    }
}
