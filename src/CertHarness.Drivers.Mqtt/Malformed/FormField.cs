namespace CertHarness.Drivers.Mqtt.Malformed;

/// <summary>One field of a packet, encoded.</summary>
/// <param name="Name">What it is, such as <c>topic name</c>.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Bytes">Its bytes, a length in front included; null for a block length that is right, whatever the block holds.</param>
/// <param name="Block">The block that it lies in, or null where it lies in none. The block's length bears the same name.</param>
internal sealed record FormField(string Name, FieldKind Kind, byte[]? Bytes, string? Block = null);
