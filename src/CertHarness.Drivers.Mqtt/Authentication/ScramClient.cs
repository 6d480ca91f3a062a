using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CertHarness.Drivers.Mqtt.Authentication;

/// <summary>The client's side of SCRAM (RFC 5802, with the hashes of RFC 7677), without channel binding.</summary>
public sealed class ScramClient
{
    private const string NoChannelBinding = "n,,";

    /// <summary>RFC 7677 asks for 4096 at least; more than this would keep the harness busy for longer than any answer may take.</summary>
    private const int MostIterations = 1_000_000;

    private readonly HashAlgorithmName _hash;
    private readonly string _password;
    private readonly string _firstBare;
    private readonly string _nonce;
    private byte[]? _serverSignature;

    /// <summary>Creates the client of one exchange.</summary>
    /// <param name="method"><c>SCRAM-SHA-256</c> or <c>SCRAM-SHA-512</c>.</param>
    /// <param name="username">The user name.</param>
    /// <param name="password">The password.</param>
    /// <param name="nonce">Printable characters without a comma that no other exchange has.</param>
    /// <exception cref="ArgumentException">The method is another.</exception>
    public ScramClient(string method, string username, string password, string nonce)
    {
        _hash = method switch
        {
            "SCRAM-SHA-256" => HashAlgorithmName.SHA256,
            "SCRAM-SHA-512" => HashAlgorithmName.SHA512,
            _ => throw new ArgumentException($"'{method}' is neither SCRAM-SHA-256 nor SCRAM-SHA-512.", nameof(method)),
        };
        ArgumentNullException.ThrowIfNull(username);
        ArgumentNullException.ThrowIfNull(password);
        _password = password;
        _nonce = nonce;
        _firstBare = $"n={username.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal)},r={nonce}";
    }

    /// <summary>What the client says first.</summary>
    public string First => NoChannelBinding + _firstBare;

    /// <summary>What the client answers to the server's challenge.</summary>
    /// <param name="serverFirst">The challenge.</param>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public string Final(string serverFirst)
    {
        ArgumentNullException.ThrowIfNull(serverFirst);
        var fields = Fields(serverFirst);
        if (fields.GetValueOrDefault('r') is not { } nonce || !nonce.StartsWith(_nonce, StringComparison.Ordinal) || nonce == _nonce)
        {
            throw new FormatException($"\"{serverFirst}\" does not carry on the client's nonce (RFC 5802, 5.1).");
        }

        if (!int.TryParse(fields.GetValueOrDefault('i'), NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            || iterations is < 1 or > MostIterations)
        {
            throw new FormatException($"\"{serverFirst}\" names no iteration count from 1 to {MostIterations} (RFC 5802, 5.1).");
        }

        var salt = Convert.FromBase64String(fields.GetValueOrDefault('s') ?? "");
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(_password), salt, iterations, _hash, Hash([]).Length);
        var withoutProof = $"c={Convert.ToBase64String(Encoding.ASCII.GetBytes(NoChannelBinding))},r={nonce}";
        var exchange = $"{_firstBare},{serverFirst},{withoutProof}";
        var clientKey = Hmac(salted, "Client Key");
        var signature = Hmac(Hash(clientKey), exchange);
        _serverSignature = Hmac(Hmac(salted, "Server Key"), exchange);
        return $"{withoutProof},p={Convert.ToBase64String([.. clientKey.Zip(signature, (one, other) => (byte)(one ^ other))])}";
    }

    /// <summary>Whether the server has proved that it knows the password too.</summary>
    /// <param name="serverFinal">What the server says last.</param>
    public bool Proves(string serverFinal)
    {
        ArgumentNullException.ThrowIfNull(serverFinal);
        return _serverSignature is { } expected && Fields(serverFinal).GetValueOrDefault('v') == Convert.ToBase64String(expected);
    }

    private static Dictionary<char, string> Fields(string message) => message.Split(',')
        .Where(f => f.Length > 1 && f[1] == '=')
        .DistinctBy(f => f[0])
        .ToDictionary(f => f[0], f => f[2..]);

    private byte[] Hash(byte[] data) => _hash == HashAlgorithmName.SHA256 ? SHA256.HashData(data) : SHA512.HashData(data);

    private byte[] Hmac(byte[] key, string text) => _hash == HashAlgorithmName.SHA256
        ? HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))
        : HMACSHA512.HashData(key, Encoding.UTF8.GetBytes(text));
}
