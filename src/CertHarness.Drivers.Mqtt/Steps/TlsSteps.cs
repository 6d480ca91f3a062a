using System.Security.Cryptography;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Transport;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>What a port that speaks TLS does with those who do not, or only as it was spoken long ago.</summary>
[Binding]
public sealed class TlsSteps(Clients clients, ScenarioContext scenario)
{
    private const byte Handshake = 0x16;
    private const byte ServerHello = 0x02;

    private byte[] _offered = [];
    private byte[] _answer = [];
    private string _where = "";
    private string? _flaw;

    /// <summary>A client begins TLS to see who the broker is.</summary>
    [When("a/an/the {word} asks the broker who it is")]
    public async Task AsksWho(string role)
    {
        _where = $"the TLS handshake of {role}";
        try
        {
            await using var connection = await clients.DialAsync(role, clients.Routes.Over("TLS"), scenario.CancellationToken);
        }
        catch (SutUnavailableException refused) when (refused.InnerException is BadCertificateException bad)
        {
            _flaw = bad.Message;
        }
    }

    /// <summary>The certificate is for the name by which clients know the broker, and is valid today.</summary>
    [Then("the broker shows a certificate for its name that is valid today")]
    public void ShowsCertificate()
    {
        if (_flaw is not null)
        {
            throw new ExpectationNotMetException("a certificate for the name by which clients know the broker, valid today", _flaw, _where);
        }
    }

    /// <summary>A client offers one version of TLS that is no longer to be used, with cipher suites of its time.</summary>
    [When("a/an/the {word} offers the broker nothing newer than TLS {word}")]
    public async Task Offers(string role, string version)
    {
        _offered = version switch
        {
            "1.0" => [3, 1],
            "1.1" => [3, 2],
            _ => throw new FormatException($"TLS {version} is not a version that nobody should use; 1.0 and 1.1 are."),
        };
        await ExpectTlsAsync(role);
        await using var connection = await clients.DialAsync(role, InTheClear(), scenario.CancellationToken);
        await connection.WriteAsync(ClientHello(_offered), scenario.CancellationToken);
        _answer = await FirstAsync(connection);
        _where = $"frame {connection.LastFrame} of {role}";
    }

    /// <summary>The answer is no ServerHello in the version offered: an alert or the end, as the broker likes.</summary>
    [Then("the broker does not agree to that version")]
    public void DoesNotAgree()
    {
        if (_answer is [Handshake, _, _, _, _, ServerHello, _, _, _, var major, var minor, ..] && major == _offered[0] && minor == _offered[1])
        {
            throw new ExpectationNotMetException(
                "an alert, or the connection closed", $"a ServerHello of version 0x{major:X2}{minor:X2}", _where);
        }
    }

    /// <summary>A client introduces itself to a port for TLS without TLS.</summary>
    [When("a/an/the {word} introduces itself in the clear where the broker speaks TLS")]
    public async Task InTheClear(string role)
    {
        await ExpectTlsAsync(role);
        await using var connection = await clients.DialAsync(role, InTheClear(), scenario.CancellationToken);
        var packet = new ConnectPacket { ClientId = clients.Of(role).ClientId };
        await connection.WriteAsync(PacketEncoder.Encode(packet, MqttVersion.V311), scenario.CancellationToken);
        _answer = await FirstAsync(connection);
        _where = $"frame {connection.LastFrame} of {role}";
    }

    /// <summary>The answer is no CONNACK.</summary>
    [Then("the broker does not answer in the clear")]
    public void DoesNotAnswer()
    {
        if (_answer is [0x20, ..])
        {
            throw new ExpectationNotMetException("an alert, or the connection closed", $"a CONNACK: {Convert.ToHexString(_answer)}", _where);
        }
    }

    private Route InTheClear() => clients.Routes.Over("TLS") with { Tls = null, WebSocket = null };

    // Who speaks with nobody has not turned away the wrong one.
    private async Task ExpectTlsAsync(string role)
    {
        await using var proper = await clients.DialAsync($"{role} in TLS", clients.Routes.Over("TLS"), scenario.CancellationToken);
    }

    private async Task<byte[]> FirstAsync(IConnection connection)
    {
        var buffer = new byte[256];
        using var expiry = new CancellationTokenSource(clients.Waiting.Timeout, clients.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, scenario.CancellationToken);
        try
        {
            return buffer[..await connection.ReadAsync(buffer, either.Token)];
        }
        catch (ConnectionResetException)
        {
            return [];
        }
        catch (OperationCanceledException) when (expiry.IsCancellationRequested && !scenario.CancellationToken.IsCancellationRequested)
        {
            throw new SutUnavailableException(
                $"{connection.Name}: was neither answered nor turned away within {Waiting.Seconds(clients.Waiting.Timeout)} (frame {connection.LastFrame})");
        }
    }

    /// <summary>A ClientHello of TLS 1.0 or 1.1 (RFC 4346, 7.4.1.2).</summary>
    private static byte[] ClientHello(byte[] version)
    {
        byte[] suites = [0xC0, 0x13, 0xC0, 0x14, 0xC0, 0x09, 0xC0, 0x0A, 0x00, 0x2F, 0x00, 0x35, 0x00, 0xFF];
        // supported_groups: secp256r1, secp384r1, x25519; ec_point_formats: uncompressed.
        byte[] extensions = [0, 10, 0, 8, 0, 6, 0, 23, 0, 24, 0, 29, 0, 11, 0, 2, 1, 0];
        byte[] body =
        [
            .. version, .. RandomNumberGenerator.GetBytes(32), 0,
            0, (byte)suites.Length, .. suites,
            1, 0,
            0, (byte)extensions.Length, .. extensions,
        ];
        return [Handshake, 3, 1, 0, (byte)(body.Length + 4), 1, 0, 0, (byte)body.Length, .. body];
    }
}
