namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>The wording that the packets' descriptions share.</summary>
internal static class Description
{
    public static string Of(string name, params IEnumerable<string?> parts)
    {
        var said = parts.Where(p => !string.IsNullOrEmpty(p)).ToList();
        return said.Count == 0 ? name : $"{name} ({string.Join(", ", said)})";
    }

    public static string Bytes(int count) => count == 1 ? "1 byte" : $"{count} bytes";

    /// <summary>The properties, if there are any.</summary>
    public static string? Of(Properties properties) => properties.ToString() is { Length: > 0 } text ? text : null;
}
