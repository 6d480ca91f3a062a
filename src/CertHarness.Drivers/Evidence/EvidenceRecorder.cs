using System.Net;
using System.Text;

namespace CertHarness.Drivers.Evidence;

/// <summary>
/// Collects what one scenario sent and received, in memory, and writes it as a pcapng file. Frames are numbered as they are
/// recorded, over all connections, so a number named in a message is the number that Wireshark shows.
/// </summary>
public sealed class EvidenceRecorder
{
    /// <summary>How many bytes are kept per scenario unless stated otherwise: 8 MiB.</summary>
    public const long DefaultLimit = 8L << 20;

    private readonly List<CapturedFrame> _frames = [];
    private readonly List<ConnectionTrace> _traces = [];
    private readonly List<EvidenceText> _texts = [];
    private readonly int? _evidencePort;
    private readonly long _limit;
    private readonly byte[] _secret;
    private long _kept;
    private bool _full;

    /// <summary>Creates the recorder of a scenario.</summary>
    /// <param name="evidencePort">The port that stands for the server's in the file, 1 to 65535: the protocol's default port, by
    /// which Wireshark finds the dissector. The file's comment tells the true one. Null shows the true port.</param>
    /// <param name="limit">How many bytes sent or received are kept; of later ones only length and time are.</param>
    /// <param name="secret">A password that is sent to log in: in the file it is as many asterisks, and the comment says so.</param>
    public EvidenceRecorder(int? evidencePort = null, long limit = DefaultLimit, string? secret = null)
    {
        if (evidencePort is { } port)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(port, 1, nameof(evidencePort));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort, nameof(evidencePort));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        _evidencePort = evidencePort;
        _limit = limit;
        _secret = Encoding.UTF8.GetBytes(secret ?? "");
    }

    /// <summary>Whether any connection was opened.</summary>
    public bool HasContent
    {
        get
        {
            lock (Gate)
            {
                return _frames.Count > 0;
            }
        }
    }

    /// <summary>Whether the limit was reached, so that bytes are missing from the file.</summary>
    public bool Truncated
    {
        get
        {
            lock (Gate)
            {
                return _full;
            }
        }
    }

    /// <summary>Texts beside the connections, such as what a device printed.</summary>
    public IReadOnlyList<EvidenceText> Texts
    {
        get
        {
            lock (Gate)
            {
                return [.. _texts];
            }
        }
    }

    internal object Gate { get; } = new();

    /// <summary>Keeps a text beside the connections; the secret in it is hidden.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens.</param>
    /// <param name="text">The text.</param>
    public void Keep(string name, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        Hide(bytes);
        lock (Gate)
        {
            _texts.Add(new EvidenceText(name, Encoding.UTF8.GetString(bytes)));
        }
    }

    /// <summary>Writes what was recorded so far as a pcapng file.</summary>
    /// <param name="output">Where the file goes; it stays open.</param>
    public void Write(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        CapturedFrame[] frames;
        string comment;
        lock (Gate)
        {
            frames = [.. _frames];
            comment = Comment();
        }

        var writer = new PcapngWriter(output);
        writer.WriteSection(comment);
        writer.WriteInterface();
        foreach (var frame in frames)
        {
            writer.WritePacket(frame, new TcpSegment(frame, _evidencePort ?? frame.Trace.Server.Port).ToArray());
        }
    }

    internal ConnectionTrace Open(
        string name, IPEndPoint harness, IPEndPoint peer, DateTimeOffset begun, DateTimeOffset opened, bool accepted = false)
    {
        lock (Gate)
        {
            var trace = new ConnectionTrace(this, _traces.Count, name, harness, peer, accepted);
            _traces.Add(trace);
            trace.Opened(begun, opened);
            return trace;
        }
    }

    /// <summary>Copies a payload, or gives nothing once the limit is reached. Under the lock.</summary>
    internal ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> bytes, bool mayHoldSecret)
    {
        // Once full, always full: a gap in the middle would be taken for something that the SUT did.
        if (_full |= _kept + bytes.Length > _limit)
        {
            return default;
        }

        _kept += bytes.Length;
        var kept = bytes.ToArray();
        if (mayHoldSecret)
        {
            Hide(kept);
        }

        return kept;
    }

    private void Hide(Span<byte> bytes)
    {
        while (_secret.Length > 0 && bytes.IndexOf(_secret) is >= 0 and var at)
        {
            bytes.Slice(at, _secret.Length).Fill((byte)'*');
            bytes = bytes[(at + _secret.Length)..];
        }
    }

    /// <summary>Appends a frame and gives its number. Under the lock.</summary>
    internal int Add(CapturedFrame frame)
    {
        _frames.Add(frame);
        return _frames.Count;
    }

    private string Comment()
    {
        var lines = new List<string> { "TCP payload as the harness sent and received it; the headers around it are synthesised." };
        lines.AddRange(_traces.Where(trace => _evidencePort is { } port && trace.Server.Port != port)
            .Select(trace => $"The {(trace.Accepted ? "harness" : "SUT")}'s endpoint {trace.Server} is shown as port {_evidencePort}.")
            .Distinct());
        if (_secret.Length > 0)
        {
            lines.Add("The password is shown as asterisks.");
        }

        if (_full)
        {
            lines.Add($"truncated: the limit of {_limit} bytes was reached; later frames have their length, but not their bytes.");
        }

        return string.Join('\n', lines);
    }
}
