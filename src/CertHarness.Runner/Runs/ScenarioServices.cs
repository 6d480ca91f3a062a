using System.Security.Cryptography;
using System.Text;
using CertHarness.Drivers;
using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Monitoring;
using CertHarness.Drivers.Transport;
using CertHarness.Gherkin.Execution;
using CertHarness.Load.Generating;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Runner.Runs;

/// <summary>The services that the scenarios of a run share, and those that each has for itself.</summary>
public static class ScenarioServices
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>Adds what step classes of a driver take: the SUT, the clock, and for each scenario its connections and its isolation.</summary>
    /// <param name="services">The services.</param>
    /// <param name="driver">The driver.</param>
    /// <param name="sut">Where and how the SUT is reached.</param>
    /// <param name="parameters">The numbers that the profile gives to its scenarios.</param>
    /// <param name="generator">Puts load on the SUT where a scenario wants that.</param>
    /// <param name="monitor">Notices when the harness itself was kept from running.</param>
    /// <param name="run">The run's id; scenarios of different runs are kept apart at the SUT.</param>
    /// <param name="time">The clock.</param>
    public static IServiceCollection AddScenarioServices(
        this IServiceCollection services,
        IProtocolDriver driver,
        SutAccess sut,
        Parameters parameters,
        IGenerator generator,
        SchedulingMonitor monitor,
        string run,
        TimeProvider time)
    {
        services.AddGherkin();
        services.AddSingleton(sut);
        services.AddSingleton(driver);
        services.AddSingleton(parameters);
        services.AddSingleton(generator);
        services.AddSingleton(monitor);
        services.AddSingleton(time);
        services.AddScoped(_ => new EvidenceRecorder(driver.DefaultPort, secrets: [sut.Ixit.Password, sut.Ixit.Authorization?.Password]));
        services.AddScoped<RecordingTransport>();
        services.AddScoped<MonitorLog>();
        services.AddScoped<MeasurementLog>();
        services.AddScoped(s => IsolationOf(s.GetRequiredService<ScenarioContext>().Scenario.Key, run));
        driver.Register(services);
        return services;
    }

    /// <summary>Builds the root of a run's services.</summary>
    internal static ServiceProvider Build(
        IProtocolDriver driver, SutAccess sut, Parameters parameters, IGenerator generator, RunFolder folder, SchedulingMonitor monitor, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddScenarioServices(driver, sut, parameters, generator, monitor, folder.Id, time);
        services.AddSingleton(folder);
        return services.BuildServiceProvider();
    }

    /// <summary>The token differs between runs, so that what one run left at the SUT is no trap for the next.</summary>
    internal static ScenarioIsolation IsolationOf(string scenario, string run) =>
        new(string.Create(10, SHA256.HashData(Encoding.UTF8.GetBytes($"{run}\n{scenario}")), (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = i == 0 ? Letters[bytes[i] % 26] : Letters[bytes[i] % Letters.Length];
        }));
}
