using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace CertHarness.Drivers.Http.Tests.Load;

/// <summary>Kestrel with HTTP/2 over TLS and nothing else, on a free port.</summary>
internal sealed class Http2Server : IAsyncDisposable
{
    private readonly WebApplication _application;

    private Http2Server(WebApplication application) => _application = application;

    /// <summary>Where it is reached.</summary>
    public Uri Address => new(_application.Urls.Single());

    /// <summary>The protocol of each request.</summary>
    public ConcurrentQueue<string> Protocols { get; } = [];

    public static async Task<Http2Server> StartAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(certificate);
        }));
        var application = builder.Build();
        var server = new Http2Server(application);
        application.Run(context =>
        {
            server.Protocols.Enqueue(context.Request.Protocol);
            return context.Response.WriteAsync("ok");
        });
        await application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
