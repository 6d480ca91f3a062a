using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>A broker that the harness's authors had no hand in, where it is installed.</summary>
internal static class Mosquitto
{
    /// <summary>What the monitors see it break: the first of its deviations.</summary>
    public static string[] Broken { get; } = ["MQTT5-3.3.4-9", "MQTT5-4.9.0-2"];

    /// <summary>Deviations of mosquitto 2.0.11, each read in its packets and the standard.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        // One PUBACK makes it send two messages: three are under way with a Receive Maximum of two [MQTT5-3.3.4-9].
        "An acknowledgement makes room for the next message",
        // A message that it drops as too large keeps its place among those under way for ever [MQTT5-3.1.2-25].
        "Messages that are too large do not block those that are not",
        // 0xC1 0x00 is answered with a PINGRESP [MQTT5-2.1.3-1].
        "The broker cuts off who sends PINGREQ with a reserved flag set",
        // CONNACK 0x00 (MQTT 5.0, 3.1.2.11.10).
        "The broker refuses a CONNECT with authentication data but no method",
        // Session present, and the unacknowledged PUBLISH is not sent again once its expiry has passed [MQTT5-4.3.3-7].
        "A message that was sent once is sent again although its time is over",
        // Granted, all three of them [MQTT5-4.8.2-1, MQTT5-4.8.2-2].
        "The broker refuses \"$share//air/1\"",
        "The broker refuses \"$share/platform\"",
        "The broker refuses \"$share/platform/\"",
        // Granted (MQTT 5.0, 3.8.3.1) [MQTT5-3.8.3-4].
        "A member cannot spare itself its own messages",
        // In MQTT 3.1.1 one copy at QoS 0 for subscriptions at QoS 0 and 2 [MQTT3-3.3.5-1].
        "The highest QoS of all matching filters counts",
        // The will waits for its delay although the session ended with the connection [MQTT5-3.1.2-8].
        "The end of the session ends the delay",
    ];

    /// <summary>Starts it on a free port, or skips the test.</summary>
    public static async Task<ForeignBroker> StartAsync(CancellationToken cancellationToken)
    {
        var program = new[] { "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto" }.FirstOrDefault(File.Exists);
        if (program is null)
        {
            Assert.Skip("mosquitto is not installed.");
        }

        var provision = new ProcessProvision(
            [program, "-c", "{dir}/mosquitto.conf"],
            new Dictionary<string, string> { ["mosquitto.conf"] = "listener {port} 127.0.0.1\nallow_anonymous true\n" },
            "mqtt://127.0.0.1:{port}");
        var folder = Directory.CreateTempSubdirectory("certharness").FullName;
        var provisioner = new ProcessProvisioner(provision, folder, TimeProvider.System, TimeSpan.FromSeconds(15));
        return new ForeignBroker(await provisioner.StartAsync(cancellationToken), folder);
    }
}
