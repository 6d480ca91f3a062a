namespace CertHarness.ReferenceCity.Mqtt;

/// <summary>A user of the broker.</summary>
/// <param name="Name">The user name.</param>
/// <param name="Password">The password.</param>
/// <param name="Forbidden">The first topic levels under which the user may neither publish nor receive.</param>
public sealed record BrokerUser(string Name, string Password, params IReadOnlyList<string> Forbidden)
{
    /// <summary>Whether the user may publish to a topic and receive from it.</summary>
    /// <param name="topic">The topic name, or a topic filter: then whether it asks for forbidden topics alone.</param>
    public bool May(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return !Forbidden.Any(f => topic == f || topic.StartsWith(f + "/", StringComparison.Ordinal));
    }
}
