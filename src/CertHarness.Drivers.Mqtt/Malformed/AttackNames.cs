using System.Globalization;

namespace CertHarness.Drivers.Mqtt.Malformed;

/// <summary>The names that attackers use, apart from those of other scenarios.</summary>
/// <param name="Prefix">What their client identifiers begin with; at most 16 letters and digits.</param>
/// <param name="Topic">The topic that their packets are about, on the wire.</param>
/// <param name="Username">The user name to log in with, or null.</param>
/// <param name="Password">The password to log in with, or null.</param>
/// <param name="Victim">The client identifier that all of them pretend to have, or null for one of their own.</param>
internal sealed record AttackNames(string Prefix, string Topic, string? Username = null, string? Password = null, string? Victim = null)
{
    /// <summary>The client identifier of an attacker; the length is always the same.</summary>
    public string ClientId(int number) => Victim ?? Prefix + number.ToString("D6", CultureInfo.InvariantCulture);
}
