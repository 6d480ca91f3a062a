using System.Text;
using CertHarness.Load.Running;

namespace CertHarness.Drivers.Http.Load;

/// <summary>What the devices of a fleet send, and what answer is right.</summary>
internal sealed record HttpOptions
{
    public const string MethodName = "method";
    public const string PayloadName = "payload";
    public const string ContentTypeName = "content-type";
    public const string StatusName = "status";
    public const string KeepAliveName = "keep-alive";
    public const string VersionName = "version";
    public const string TrustName = "trust-any";

    private const int MostPayload = 16 << 20;

    public required string Method { get; init; }

    public required byte[] Payload { get; init; }

    public required string ContentType { get; init; }

    /// <summary>The only status that is right, or null for any from 200 to 399.</summary>
    public int? Status { get; init; }

    public bool KeepsAlive { get; init; }

    public bool IsHttp2 { get; init; }

    public bool TrustsAny { get; init; }

    public static HttpOptions Of(LoadTarget target)
    {
        var method = target.Text(MethodName, "GET").ToUpperInvariant();
        if (method.Length == 0 || !method.All(char.IsAsciiLetter))
            throw new ArgumentException($"The option {MethodName} is a method such as GET, not '{method}'.");
        var type = target.Text(ContentTypeName, "application/octet-stream");
        if (type.Any(char.IsControl))
            throw new ArgumentException($"The option {ContentTypeName} is a media type such as application/json.");
        var version = target.Text(VersionName, "1.1");
        return new HttpOptions
        {
            Method = method,
            Payload = new byte[target.Number(PayloadName, 0, 0, MostPayload)],
            ContentType = type,
            Status = target.Options.ContainsKey(StatusName) ? target.Number(StatusName, 0, 200, 599) : null,
            KeepsAlive = target.Flag(KeepAliveName, true),
            IsHttp2 = version switch
            {
                "1.1" => false,
                "2" => true,
                _ => throw new ArgumentException($"The option {VersionName} is 1.1 or 2, not '{version}'."),
            },
            TrustsAny = target.Flag(TrustName, false),
        };
    }

    /// <summary>Whether a status is right.</summary>
    public bool IsRight(int status) => Status is { } right ? status == right : status is >= 200 and < 400;

    /// <summary>The request as HTTP/1.1 has it on the wire.</summary>
    public byte[] RequestTo(Uri address)
    {
        var head = new StringBuilder()
            .Append(Method).Append(' ').Append(address.PathAndQuery).Append(" HTTP/1.1\r\nHost: ").Append(address.Authority).Append("\r\n");
        if (!KeepsAlive)
            head.Append("Connection: close\r\n");
        if (Payload.Length > 0)
            head.Append("Content-Type: ").Append(ContentType).Append("\r\n");
        if (Payload.Length > 0 || Method is "POST" or "PUT" or "PATCH")
            head.Append("Content-Length: ").Append(Payload.Length).Append("\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. Payload];
    }
}
