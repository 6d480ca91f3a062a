using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.Drivers.Mqtt.Tests.Wire;

/// <summary>Another implementation reads what the encoder writes.</summary>
public sealed class TsharkTests
{
    private static readonly MqttPacket[] Conversation =
    [
        new ConnectPacket
        {
            ClientId = "lamp-1", KeepAlive = 30, Username = "user", Password = "pass"u8.ToArray(),
            Will = new() { Topic = "lamp/1/will", Payload = "gone"u8.ToArray(), QoS = QualityOfService.AtLeastOnce, Retain = true },
            Properties = new() { SessionExpiryInterval = 100, ReceiveMaximum = 7, UserProperties = [new("k", "v")] },
        },
        new ConnAckPacket { SessionPresent = true, Properties = new() { TopicAliasMaximum = 9 } },
        new SubscribePacket
        {
            PacketId = 2, Subscriptions = [new("lamp/#", QualityOfService.ExactlyOnce, NoLocal: true, RetainAsPublished: true, RetainHandling.DoNotSend)],
            Properties = new() { SubscriptionIdentifiers = [200] },
        },
        new SubAckPacket { PacketId = 2, ReasonCodes = [ReasonCode.GrantedQoS2] },
        new PublishPacket
        {
            Topic = "lamp/1/state", QoS = QualityOfService.AtLeastOnce, Retain = true, PacketId = 7, Payload = "on"u8.ToArray(),
            Properties = new() { MessageExpiryInterval = 60, ContentType = "text/plain", CorrelationData = new byte[] { 1, 2 } },
        },
        new PubAckPacket { PacketId = 7, ReasonCode = ReasonCode.NoMatchingSubscribers },
        new PubRecPacket { PacketId = 8 },
        new PubRelPacket { PacketId = 8 },
        new PubCompPacket { PacketId = 8, ReasonCode = ReasonCode.PacketIdentifierNotFound },
        new UnsubscribePacket { PacketId = 3, Filters = ["lamp/#", "a"] },
        new UnsubAckPacket { PacketId = 3, ReasonCodes = [ReasonCode.Success, ReasonCode.NoSubscriptionExisted] },
        new PingReqPacket(),
        new PingRespPacket(),
        new AuthPacket { ReasonCode = ReasonCode.ReAuthenticate, Properties = new() { AuthenticationMethod = "m" } },
        new DisconnectPacket { ReasonCode = ReasonCode.SessionTakenOver, Properties = new() { ReasonString = "why" } },
    ];

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task Wireshark_reads_every_packet_type_as_it_was_meant(MqttVersion version)
    {
        var packets = Conversation.Where(p => p is not AuthPacket || version == MqttVersion.V5).ToArray();
        var dissected = await Dissect(packets.Select(p => PacketEncoder.Encode(p, version)));

        Assert.Equal(packets.Select(p => $"{(int)p.Type}"), dissected.Select(d => d.Value("mqtt.msgtype")));
        Assert.DoesNotContain(dissected, d => d.Text.Contains("_ws.malformed", StringComparison.Ordinal));
        var connect = dissected[0];
        Assert.Equal("lamp-1", connect.Value("mqtt.clientid"));
        Assert.Equal("30", connect.Value("mqtt.kalive"));
        Assert.Equal("lamp/1/will", connect.Value("mqtt.willtopic"));
        Assert.Equal($"{(int)version}", connect.Value("mqtt.ver"));
        var publish = dissected[4];
        Assert.Equal("lamp/1/state", publish.Value("mqtt.topic"));
        Assert.Equal("7", publish.Value("mqtt.msgid"));
        Assert.Equal("6f:6e", publish.Value("mqtt.msg"));
        if (version == MqttVersion.V5)
        {
            Assert.Equal("60", publish.Value("mqtt.prop_number"));
            Assert.Contains("\"text/plain\"", publish.Text, StringComparison.Ordinal);
            Assert.Equal("16", dissected[5].Value("mqtt.puback.reason_code"));
            Assert.Equal("142", dissected[14].Value("mqtt.disconnect.reason_code"));
        }
    }

    private static async Task<List<Dissection>> Dissect(IEnumerable<byte[]> packets)
    {
        var folder = Directory.CreateTempSubdirectory("certharness-tshark-");
        try
        {
            var hex = Path.Combine(folder.FullName, "packets.txt");
            var pcap = Path.Combine(folder.FullName, "packets.pcap");
            var dump = new StringBuilder();
            foreach (var packet in packets)
                dump.Append("0000 ").AppendJoin(' ', packet.Select(b => $"{b:x2}")).Append('\n');
            await File.WriteAllTextAsync(hex, dump.ToString(), TestContext.Current.CancellationToken);
            await Run("text2pcap", "-q", "-T", "40000,1883", hex, pcap);
            var json = await Run("tshark", "-r", pcap, "-d", "tcp.port==1883,mqtt", "-T", "json", "-J", "mqtt", "--no-duplicate-keys");
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(p => new Dissection(p.GetProperty("_source").GetProperty("layers").Clone()))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = new Process { StartInfo = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed.");
        }

        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }

    private sealed record Dissection(JsonElement Layers)
    {
        public string Text => Layers.GetRawText();

        public string? Value(string field) => Find(Layers, field);

        private static string? Find(JsonElement element, string field) => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject()
                .Select(p => p.Name == field && p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString() : Find(p.Value, field))
                .FirstOrDefault(v => v is not null),
            JsonValueKind.Array => element.EnumerateArray().Select(e => Find(e, field)).FirstOrDefault(v => v is not null),
            _ => null,
        };
    }
}
