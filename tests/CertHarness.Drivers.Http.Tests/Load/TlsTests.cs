using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CertHarness.Drivers.Http.Load;
using CertHarness.Load.Generating;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;
using CertHarness.Load.Schedules;
using CertHarness.Testing;

namespace CertHarness.Drivers.Http.Tests.Load;

/// <summary>HTTP over TLS goes through .NET's client.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task HTTP_2_is_spoken_where_it_is_asked_for()
    {
        using var certificate = Certificate();
        await using var server = await Http2Server.StartAsync(certificate);
        var result = await RunAsync(server.Address, new() { ["trust-any"] = "yes", ["version"] = "2" });

        Assert.Equal(20, result.Totals.Outcomes[Outcome.Ok]);
        Assert.Equal(["HTTP/2"], server.Protocols.Distinct());
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    public async Task A_certificate_of_the_laboratory_is_trusted_only_where_asked_for(string trusts)
    {
        using var certificate = Certificate();
        await using var server = new OddServer(async (stream, stop) =>
        {
            await using var secured = new SslStream(stream, leaveInnerStreamOpen: true);
            await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
            var buffer = new byte[4096];
            while (await secured.ReadAsync(buffer, stop) > 0)
                await secured.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), stop);
        });
        var address = new UriBuilder(server.At("http")) { Scheme = "https" }.Uri;
        var result = await RunAsync(address, new() { ["trust-any"] = trusts });

        if (trusts == "yes")
            Assert.Equal(20, result.Totals.Outcomes[Outcome.Ok]);
        else
            Assert.Equal("no device could connect (connecting: the TLS handshake failed)", result.End.Interrupted);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static async Task<LoadResult> RunAsync(Uri address, Dictionary<string, string> options)
    {
        var plan = new LoadPlan
        {
            Schedule = LoadSchedule.Of(Simulation.Inject(100, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(200))),
            Devices = 2,
            MostLateness = TimeSpan.FromMinutes(1),
        };
        var totals = new LoadTotals();
        var host = new GeneratorHost([new HttpLoadProtocol()], TimeProvider.System);
        return totals.Finish(await host.RunAsync(new GeneratorOrder(address, options, [], plan), totals.Add, TestContext.Current.CancellationToken));
    }
}
