using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>One property with its value in the one member that fits its type.</summary>
internal readonly record struct Property(
    PropertyId Id, uint Number = 0, string? Text = null, ReadOnlyMemory<byte> Bytes = default, UserProperty? Pair = null);

/// <summary>The values of properties as text.</summary>
internal static class PropertyText
{
    public static string Text(this Property property) => PropertyTable.TypeOf(property.Id) switch
    {
        PropertyType.String => $"\"{property.Text}\"",
        PropertyType.Binary => $"({property.Bytes.Length} bytes)",
        PropertyType.StringPair => $"\"{property.Pair!.Name}\"=\"{property.Pair.Value}\"",
        _ => $"{property.Number}",
    };
}
