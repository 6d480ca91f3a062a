using System.Reflection;
using CertHarness.Drivers;
using CertHarness.Drivers.Mutations;
using CertHarness.Drivers.Provisioning;
using CertHarness.Drivers.Provisioning.External;
using CertHarness.Gherkin.Execution;
using CertHarness.Load.Generating;
using CertHarness.Load.Running;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration;
using CertHarness.Model.Planning;
using CertHarness.Runner.Plugins;
using CertHarness.Runner.Runs;

namespace CertHarness.Runner;

/// <summary>What is plugged in: protocol drivers, embedded SUTs and step classes.</summary>
/// <param name="Drivers">The drivers.</param>
/// <param name="EmbeddedSuts">The SUTs that travel with the tool.</param>
public sealed record Harness(IReadOnlyList<IProtocolDriver> Drivers, IReadOnlyList<IEmbeddedSut> EmbeddedSuts)
{
    private readonly ScannedSteps _scanned = new();

    /// <summary>The tool's version.</summary>
    public static string Version { get; } =
        typeof(Harness).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The mutants by which a suite is qualified.</summary>
    public IReadOnlyList<IMutantSource> Mutants { get; private init; } = [];

    /// <summary>The assemblies of plug-ins.</summary>
    public IReadOnlyList<Assembly> Plugins { get; private init; } = [];

    /// <summary>The protocols that virtual devices speak.</summary>
    public IReadOnlyList<ILoadProtocol> LoadProtocols { get; private init; } = [];

    /// <summary>What puts load on SUTs. Unless a program of its own was named it does so from this process.</summary>
    public IGenerator Generator
    {
        get => field ?? new GeneratorHost(LoadProtocols, TimeProvider.System);
        init;
    }

    /// <summary>Who is asked to do what the harness cannot do itself to a SUT; null where nobody is at the terminal.</summary>
    public IOperator? Operator { get; init; }

    /// <summary>What is wrong with plug-ins. The harness works without those that cannot be used.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; private init; } = [];

    /// <summary>
    /// Finds what lies beside the tool: assemblies named <c>CertHarness.Drivers.*</c> and <c>CertHarness.ReferenceCity</c>, and
    /// plug-ins in the folder <c>plugins</c> and in other folders.
    /// </summary>
    /// <param name="folder">The tool's folder.</param>
    /// <param name="pluginFolders">More folders with plug-ins: <c>X.dll</c> or <c>X/X.dll</c>, each with its dependencies beside it.</param>
    public static Harness Discover(string folder, params IEnumerable<string> pluginFolders)
    {
        var assemblies = Directory.EnumerateFiles(folder, "CertHarness.*.dll").Select(Path.GetFileNameWithoutExtension)
            .Where(n => n!.StartsWith("CertHarness.Drivers.", StringComparison.Ordinal) || n == "CertHarness.ReferenceCity")
            .Order(StringComparer.Ordinal).Select(n => Assembly.Load(n!)).ToList();
        var harness = new Harness(ProtocolDrivers.Discover(assemblies), CertHarness.Drivers.Provisioning.EmbeddedSuts.Discover(assemblies))
        {
            LoadProtocols = Load.Running.LoadProtocols.Discover(assemblies),
            Mutants = MutantSources.Discover(assemblies),
        };
        var beside = Path.Combine(folder, "plugins");
        return harness.With(Directory.Exists(beside) ? pluginFolders.Prepend(beside) : pluginFolders);
    }

    /// <summary>What can be done to a campaign's SUT while it is tested.</summary>
    /// <param name="campaign">The campaign.</param>
    public SutOffer OfferOf(Campaign campaign) => Provisioners.Offer(campaign.Provision, EmbeddedSuts, Operator is not null);

    /// <summary>What brings a campaign's SUT up.</summary>
    /// <param name="campaign">The campaign; it was checked.</param>
    /// <param name="scratch">A folder for files and output; created where needed, never removed.</param>
    /// <param name="time">The clock.</param>
    public IProvisioner ProvisionerOf(Campaign campaign, string scratch, TimeProvider time) => Provisioners.For(
        campaign.Provision, EmbeddedSuts, scratch, campaign.Ixit.StartTimeout, time, campaign.Ixit.Device, Operator);

    /// <summary>The driver of a scheme, or null.</summary>
    /// <param name="scheme">The scheme, such as <c>mqtt</c>.</param>
    public IProtocolDriver? DriverOf(string scheme) => Drivers.FirstOrDefault(d => d.Scheme == scheme);

    /// <summary>The requirements that the drivers' monitors watch, with the side whose packets they judge.</summary>
    public IReadOnlyList<CoveredSide> Monitored => [.. Drivers.SelectMany(d => d.Monitors).Select(m => new CoveredSide(m.Requirement, m.Sender)).Distinct()];

    /// <summary>All step classes.</summary>
    public StepLibrary Steps() => _scanned.Of([.. Drivers.Select(d => d.Steps), .. Plugins, typeof(EvidenceHooks).Assembly]);

    /// <summary>The step classes of a run: those of its driver and of the plug-ins that belong to no other driver.</summary>
    /// <param name="driver">The run's driver.</param>
    public StepLibrary Steps(IProtocolDriver driver) =>
        _scanned.Of([driver.Steps, .. Plugins.Except(Drivers.Select(d => d.Steps)), typeof(EvidenceHooks).Assembly]);

    private Harness With(IEnumerable<string> pluginFolders)
    {
        var diagnostics = new List<Diagnostic>();
        var drivers = Drivers.ToList();
        var suts = EmbeddedSuts.ToList();
        var plugins = pluginFolders.SelectMany(f => PluginFiles.Find(f, diagnostics)).Distinct()
            .Select(f => Plugin.Load(f, diagnostics)).OfType<Plugin>().ToList();
        foreach (var plugin in plugins)
        {
            Join(drivers, plugin.Drivers, d => $"{d.Scheme}://", plugin, diagnostics);
            Join(suts, plugin.EmbeddedSuts, s => $"embedded:{s.Name}", plugin, diagnostics);
        }

        return this with
        {
            Drivers = drivers,
            EmbeddedSuts = suts,
            Mutants = [.. Mutants, .. MutantSources.Discover(plugins.Select(p => p.Assembly))],
            Plugins = [.. plugins.Select(p => p.Assembly)],
            LoadProtocols = [.. LoadProtocols, .. Load.Running.LoadProtocols.Discover(plugins.Select(p => p.Assembly))],
            Diagnostics = diagnostics,
        };
    }

    private static void Join<T>(List<T> all, IReadOnlyList<T> more, Func<T, string> name, Plugin plugin, List<Diagnostic> diagnostics)
        where T : notnull
    {
        foreach (var one in more)
        {
            if (all.FirstOrDefault(other => name(other).Equals(name(one), StringComparison.OrdinalIgnoreCase)) is not { } taken)
            {
                all.Add(one);
                continue;
            }

            var file = taken.GetType().Assembly.Location;
            diagnostics.Add(new Diagnostic(
                Severity.Error, plugin.Assembly.Location, 1, 1, $"{name(one)} is already served by {taken.GetType().FullName} of {file}", "one of them"));
        }
    }
}
