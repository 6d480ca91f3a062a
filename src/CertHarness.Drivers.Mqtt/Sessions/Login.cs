using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>By what a client says who it is.</summary>
/// <param name="Username">The user name, or null for none.</param>
/// <param name="Password">The password, or null for none.</param>
internal sealed record Login(string? Username, string? Password)
{
    /// <summary>Neither user name nor password.</summary>
    public static Login None { get; } = new(null, null);

    /// <summary>The user of the IXIT.</summary>
    public static Login Of(Ixit ixit) => new(ixit.Username, ixit.Password);
}
