namespace CertHarness.Drivers.Provisioning;

/// <summary>
/// A SUT that travels with the harness. The assembly <c>CertHarness.ReferenceCity</c> is searched for public implementations
/// with a parameterless constructor.
/// </summary>
public interface IEmbeddedSut
{
    /// <summary>The name in <c>embedded:NAME</c>.</summary>
    string Name { get; }

    /// <summary>What it is, for reports.</summary>
    Model.Campaigns.SutDescription Description { get; }

    /// <summary>The side of its protocol that it plays.</summary>
    Model.Catalogues.Role Role => Model.Catalogues.Role.Server;

    /// <summary>The same SUT without encryption, for proxies that have to read what passes; itself where it does not encrypt.</summary>
    IEmbeddedSut InTheClear => this;

    /// <summary>What can be done to it while it is tested; nothing where its authors left that out.</summary>
    IReadOnlySet<Model.Campaigns.SutOperation> Offers => System.Collections.Immutable.ImmutableHashSet<Model.Campaigns.SutOperation>.Empty;

    /// <summary>Starts it on a free port of the loopback address.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    Task<IRunningSut> StartAsync(TimeProvider time, CancellationToken cancellationToken);
}
