using System.Security.Cryptography;
using System.Text;

namespace CertHarness.ReferenceCity.Mqtt.Authentication;

/// <summary>The server's side of one exchange of SCRAM-SHA-256 (RFC 5802 and RFC 7677), without channel binding.</summary>
internal sealed class ScramExchange
{
    /// <summary>The name of the method.</summary>
    public const string Method = "SCRAM-SHA-256";

    // RFC 7677, section 4, asks for at least so many.
    private const int Iterations = 4096;

    private readonly BrokerUser? _user;
    private readonly string _clientFirstBare;
    private readonly string _nonce;
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);

    private ScramExchange(BrokerUser? user, string clientFirstBare, string clientNonce)
    {
        _user = user;
        _clientFirstBare = clientFirstBare;
        _nonce = clientNonce + Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
    }

    /// <summary>The challenge. One who does not exist is asked as everybody is.</summary>
    public string Challenge => $"r={_nonce},s={Convert.ToBase64String(_salt)},i={Iterations}";

    /// <summary>Begins an exchange with what the client says first; null where that makes no sense.</summary>
    public static ScramExchange? Begin(string clientFirst, IReadOnlyList<BrokerUser> users)
    {
        // gs2-header: no channel binding and no other identity.
        var parts = clientFirst.Split(',');
        if (parts is not ["n" or "y", "", ['n', '=', .. var name], ['r', '=', .. { Length: > 0 } nonce], ..])
            return null;
        name = name.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        return new ScramExchange(users.FirstOrDefault(u => u.Name == name), clientFirst[(parts[0].Length + 2)..], nonce);
    }

    /// <summary>Checks the client's proof.</summary>
    /// <param name="clientFinal">What the client answers.</param>
    /// <param name="user">Who it is.</param>
    /// <param name="serverFinal">The server's own proof.</param>
    public bool Accepts(string clientFinal, out BrokerUser? user, out string serverFinal)
    {
        (user, serverFinal) = (_user, "");
        var at = clientFinal.LastIndexOf(",p=", StringComparison.Ordinal);
        if (_user is null || at < 0 || !clientFinal.StartsWith($"c=biws,r={_nonce}", StringComparison.Ordinal))
            return false;
        var salted = Rfc2898DeriveBytes.Pbkdf2(_user.Password, _salt, Iterations, HashAlgorithmName.SHA256, HMACSHA256.HashSizeInBytes);
        var exchange = $"{_clientFirstBare},{Challenge},{clientFinal[..at]}";
        var clientKey = Sign(salted, "Client Key");
        var expected = Sign(SHA256.HashData(clientKey), exchange);
        for (var i = 0; i < expected.Length; i++)
            expected[i] ^= clientKey[i];
        serverFinal = "v=" + Convert.ToBase64String(Sign(Sign(salted, "Server Key"), exchange));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(clientFinal[(at + 3)..]), Encoding.ASCII.GetBytes(Convert.ToBase64String(expected)));
    }

    private static byte[] Sign(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
