using System.Collections.Immutable;
using CertHarness.Drivers.Provisioning.Containers;
using CertHarness.Drivers.Provisioning.External;
using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Provisioning;

/// <summary>Chooses the provisioner that a campaign asks for.</summary>
public static class Provisioners
{
    /// <summary>Whether processes can be told from their descendants and sent signals here.</summary>
    internal static bool CanSignal => OperatingSystem.IsLinux();

    /// <summary>The provisioner for a provision.</summary>
    /// <param name="provision">How the SUT comes to be there.</param>
    /// <param name="embedded">The SUTs that travel with the harness.</param>
    /// <param name="scratch">A folder for the files and output of a process; created where needed, never removed.</param>
    /// <param name="startTimeout">How long a process may take until it accepts a connection; more than zero.</param>
    /// <param name="time">The clock.</param>
    /// <param name="device">How a SUT that is a device is told what to do, or null.</param>
    /// <param name="operatorAtHand">Who is asked to do what has no hook to a SUT that is there already, or null.</param>
    /// <exception cref="ArgumentException">The provision cannot be carried out as it is written, such as an embedded SUT that does
    /// not exist; the message says what would be right.</exception>
    public static IProvisioner For(
        Provision provision, IReadOnlyList<IEmbeddedSut> embedded, string scratch, TimeSpan startTimeout, TimeProvider time,
        DeviceIxit? device = null, IOperator? operatorAtHand = null) =>
        provision switch
        {
            EmbeddedProvision wanted => new EmbeddedProvisioner(Find(wanted.Name, embedded), time),
            ProcessProvision wanted => new ProcessProvisioner(wanted, scratch, time, startTimeout),
            ContainerProvision wanted => new ContainerProvisioner(wanted, scratch, time, startTimeout),
            DeviceProvision wanted => new Devices.DeviceProvisioner(wanted, device, scratch, time),
            ExternalProvision wanted => new ExternalProvisioner(wanted, scratch, time, operatorAtHand),
            _ => throw new ArgumentException($"A SUT cannot be provisioned by a {provision.GetType().Name}.", nameof(provision)),
        };

    /// <summary>Why a SUT cannot be started on this machine, such as "mosquitto is not installed"; null where nothing is in the way, or
    /// nobody can tell before it is tried.</summary>
    /// <param name="provision">How the SUT comes to be there.</param>
    public static string? Obstacle(Provision provision) => provision switch
    {
        ProcessProvision { Command: [var program, ..] } when ProgramSearch.Find(program) is null => $"{program} is not installed",
        ContainerProvision when ContainerEngine.Found is null => ContainerEngine.Absent,
        _ => null,
    };

    /// <summary>What can be done to a SUT while it is tested.</summary>
    /// <param name="provision">How the SUT comes to be there.</param>
    /// <param name="embedded">The SUTs that travel with the harness.</param>
    /// <param name="hasOperator">Whether somebody is at hand who is asked to do what has no hook.</param>
    public static SutOffer Offer(Provision provision, IReadOnlyList<IEmbeddedSut> embedded, bool hasOperator) => provision switch
    {
        EmbeddedProvision { Name: var name } => new(
            embedded.FirstOrDefault(sut => sut.Name == name)?.Offers ?? ImmutableHashSet<SutOperation>.Empty, false, $"embedded:{name} does not offer it"),
        ProcessProvision when CanSignal => new(SutControl.Everything, true, ""),
        ProcessProvision => SutOffer.Nothing("a process can be sent signals on Linux only"),
        ContainerProvision => new(SutControl.Everything, ContainerEngine.IsLocal, "the container engine is on another machine"),
        DeviceProvision => SutOffer.Nothing("a device is started by each scenario anew"),
        ExternalProvision external => new(
            ExternalControl.OffersOf(external, hasOperator), false, "it was started by somebody else, and the campaign has no hook for that"),
        _ => throw new ArgumentException($"A SUT cannot be provisioned by a {provision.GetType().Name}.", nameof(provision)),
    };

    private static IEmbeddedSut Find(string name, IReadOnlyList<IEmbeddedSut> embedded) =>
        embedded.FirstOrDefault(sut => sut.Name == name)
        ?? throw new ArgumentException(
            $"There is no embedded SUT '{name}'; there are: {string.Join(", ", embedded.Select(sut => sut.Name).DefaultIfEmpty("none"))}.",
            nameof(name));
}
