using System.Text.Unicode;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>The Payload Format Indicator (MQTT 5.0, clause 3.3.2.3.2).</summary>
internal static class PayloadFormat
{
    /// <summary>Whether a payload that is said to be UTF-8 is.</summary>
    public static bool IsAsIndicated(Properties properties, ReadOnlyMemory<byte> payload) =>
        properties.PayloadFormatIndicator != 1 || Utf8.IsValid(payload.Span);
}
