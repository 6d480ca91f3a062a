using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Transport;
using CertHarness.ReferenceCity.Mqtt;
using CertHarness.ReferenceCity.Mqtt.Transports;

namespace CertHarness.Drivers.Mqtt.Tests.Sessions;

/// <summary>What is said behind TLS and over WebSocket can be read in the evidence, but for passwords.</summary>
public sealed class TransportEvidenceTests : IDisposable
{
    private const string Password = "s3cret-of-a-lamp";

    private readonly TestAuthority _authority = new(TimeProvider.System);

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wireshark_reads_what_is_said_behind_TLS_and_over_WebSocket(bool webSocket)
    {
        using var certificate = _authority.Issue("127.0.0.1");
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = certificate, WebSocket = true });
        var recorder = new EvidenceRecorder(1883, secrets: [Password]);

        await ConverseAsync(webSocket ? broker.WebSocketEndpoint! : broker.Endpoint, webSocket, recorder);

        var file = Path.GetTempFileName();
        try
        {
            await using (var output = File.Create(file))
                recorder.Write(output);
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            var text = Encoding.Latin1.GetString(bytes);
            Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
            Assert.Contains("TLS_", text, StringComparison.Ordinal);
            // Not every version of Wireshark looks for MQTT in a WebSocket, but each shows its frames with their payload.
            var packets = webSocket
                ? (await TsharkAsync(file, "websocket.opcode==2", "data.data")).Select(d => d[..1])
                : await TsharkAsync(file, "mqtt", "mqtt.msgtype");
            Assert.Equal(["1", "2"], packets);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task ConverseAsync(Uri endpoint, bool webSocket, EvidenceRecorder recorder)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var transport = new RecordingTransport(recorder, TimeProvider.System);
        var route = new Route(
            endpoint.Host, endpoint.Port, TlsOptions.Of(new() { Authority = _authority.Pem }), webSocket ? new WebSocketOptions("/mqtt", ["mqtt"]) : null);
        var connection = await transport.ConnectAsync("lamp", route, TimeSpan.FromSeconds(20), stop);
        var connect = new ConnectPacket { ClientId = "lamp", Username = "lamp", Password = Encoding.UTF8.GetBytes(Password) };
        await connection.WriteAsync(PacketEncoder.Encode(connect, MqttVersion.V5), stop);
        Assert.Equal(0x20, await FirstAsync(connection, stop));
    }

    private static async Task<byte> FirstAsync(IConnection connection, CancellationToken stop)
    {
        var buffer = new byte[100];
        Assert.True(await connection.ReadAsync(buffer, stop) > 0);
        return buffer[0];
    }

    private static async Task<string[]> TsharkAsync(string file, string filter, string field)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("tshark", ["-r", file, "-Y", filter, "-T", "fields", "-e", field])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await errors);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Win32Exception)
        {
            Assert.Skip("tshark is not installed.");
            throw;
        }
    }
}
