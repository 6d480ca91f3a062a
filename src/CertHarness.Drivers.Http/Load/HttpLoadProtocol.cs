using CertHarness.Load.Running;

namespace CertHarness.Drivers.Http.Load;

/// <summary>Virtual devices that send HTTP requests: HTTP/1.1 on sockets of our own; HTTP/2 and TLS through .NET's client.</summary>
public sealed class HttpLoadProtocol : ILoadProtocol
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Schemes { get; } = ["http", "https"];

    /// <inheritdoc/>
    public int DefaultPortOf(string scheme) => scheme == "https" ? 443 : 80;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string, string>
    {
        [HttpOptions.MethodName] = "the method of the request (GET)",
        [HttpOptions.PayloadName] = "so many bytes are sent as content (0)",
        [HttpOptions.ContentTypeName] = "what the content is (application/octet-stream)",
        [HttpOptions.StatusName] = "the only status that is right (any from 200 to 399)",
        [HttpOptions.KeepAliveName] = "whether a connection serves many requests (yes)",
        [HttpOptions.VersionName] = "1.1 or 2 (1.1)",
        [HttpOptions.TrustName] = "whether any certificate is trusted (no)",
    };

    /// <inheritdoc/>
    public ILoadFleet CreateFleet(LoadTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new HttpFleet(target, HttpOptions.Of(target));
    }
}
