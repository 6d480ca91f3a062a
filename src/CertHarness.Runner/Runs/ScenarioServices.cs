using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CertHarness.Drivers;
using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Transport;
using CertHarness.Gherkin.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Runner.Runs;

/// <summary>The services that the scenarios of a run share, and those that each has for itself.</summary>
internal static class ScenarioServices
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>Builds the root of a run's services.</summary>
    public static ServiceProvider Build(
        IProtocolDriver driver, SutAccess sut, RunFolder folder, SchedulingMonitor monitor, int seed, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddGherkin();
        services.AddSingleton(sut);
        services.AddSingleton(folder);
        services.AddSingleton(monitor);
        services.AddSingleton(time);
        services.AddScoped(_ => new EvidenceRecorder(driver.DefaultPort, secret: sut.Ixit.Password));
        services.AddScoped<RecordingTransport>();
        services.AddScoped(s => IsolationOf(s.GetRequiredService<ScenarioContext>().Scenario.Key, folder.Id, seed));
        driver.Register(services);
        return services.BuildServiceProvider();
    }

    /// <summary>The token differs between runs, so that what one run left at the SUT is no trap for the next; the seed does not.</summary>
    internal static ScenarioIsolation IsolationOf(string scenario, string run, int seed)
    {
        var token = SHA256.HashData(Encoding.UTF8.GetBytes($"{run}\n{scenario}"));
        var random = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{scenario}"));
        return new ScenarioIsolation(
            string.Create(10, token, (text, bytes) =>
            {
                for (var i = 0; i < text.Length; i++)
                    text[i] = i == 0 ? Letters[bytes[i] % 26] : Letters[bytes[i] % Letters.Length];
            }),
            BinaryPrimitives.ReadInt32LittleEndian(random));
    }
}
