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

    /// <summary>How many of the connections that are passing are kept: the last 64.</summary>
    public const int PassingKept = 64;

    private readonly List<CapturedFrame> _frames = [];
    private readonly List<ConnectionTrace> _traces = [];
    private readonly Queue<ConnectionTrace> _passing = [];
    private readonly List<EvidenceText> _texts = [];
    private readonly int? _evidencePort;
    private readonly long _limit;
    private readonly byte[][] _secrets;
    private long _kept;
    private bool _full;
    private int _passed;

    /// <summary>Creates the recorder of a scenario.</summary>
    /// <param name="evidencePort">The port that stands for the server's in the file, 1 to 65535: the protocol's default port, by
    /// which Wireshark finds the dissector. The file's comment tells the true one. Null shows the true port.</param>
    /// <param name="limit">How many bytes sent or received are kept; of later ones only length and time are.</param>
    /// <param name="secrets">Passwords that are sent to log in: in the file each is as many asterisks, and the comment says so.</param>
    public EvidenceRecorder(int? evidencePort = null, long limit = DefaultLimit, params IEnumerable<string?> secrets)
    {
        if (evidencePort is { } port)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(port, 1, nameof(evidencePort));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort, nameof(evidencePort));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        _evidencePort = evidencePort;
        _limit = limit;
        _secrets = [.. secrets.OfType<string>().Where(s => s.Length > 0).OrderByDescending(s => s.Length).Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Whether any connection was opened.</summary>
    public bool HasContent
    {
        get
        {
            lock (Gate)
            {
                return _frames.Count + _passing.Count > 0;
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
            frames = [.. _frames, .. _passing.SelectMany(trace => trace.Passing!.Frames)];
            comment = Comment();
        }

        var writer = new PcapngWriter(output);
        writer.WriteSection(comment);
        writer.WriteInterface();
        foreach (var frame in frames)
        {
            writer.WritePacket(frame, new TcpSegment(frame, Shown(frame.Trace)).ToArray());
        }
    }

    internal ConnectionTrace Open(
        string name, IPEndPoint harness, IPEndPoint peer, Appearance appearance, DateTimeOffset begun, DateTimeOffset opened, bool accepted = false)
    {
        lock (Gate)
        {
            var trace = new ConnectionTrace(this, _traces.Count, name, harness, peer, appearance, accepted);
            _traces.Add(trace);
            trace.Opened(begun, opened);
            return trace;
        }
    }

    /// <summary>Opens one of many connections that matter only if something happens soon: the last of them are kept, behind everything
    /// else in the file and without numbers that a message could name.</summary>
    internal ConnectionTrace OpenPassing(string name, IPEndPoint harness, IPEndPoint peer, Appearance appearance, DateTimeOffset begun, DateTimeOffset opened)
    {
        lock (Gate)
        {
            var trace = new ConnectionTrace(this, _traces.Count + _passed++, name, harness, peer, appearance, false) { Passing = new PassingFrames() };
            _passing.Enqueue(trace);
            if (_passing.Count > PassingKept)
            {
                _passing.Dequeue();
            }

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
        return Copy(bytes, mayHoldSecret);
    }

    /// <summary>Copies a payload with secrets hidden.</summary>
    internal ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> bytes, bool mayHoldSecret)
    {
        var copy = bytes.ToArray();
        if (mayHoldSecret)
        {
            Hide(copy);
        }

        return copy;
    }

    private void Hide(Span<byte> bytes)
    {
        foreach (var secret in _secrets)
        {
            for (var rest = bytes; rest.IndexOf(secret) is >= 0 and var at; rest = rest[(at + secret.Length)..])
            {
                rest.Slice(at, secret.Length).Fill((byte)'*');
            }
        }
    }

    /// <summary>Appends a frame and gives its number. Under the lock.</summary>
    internal int Add(CapturedFrame frame)
    {
        _frames.Add(frame);
        return _frames.Count;
    }

    private int Shown(ConnectionTrace trace) => _evidencePort is null ? trace.Server.Port : trace.Appearance.Port ?? _evidencePort.Value;

    private string Comment()
    {
        var lines = new List<string> { "TCP payload as the harness sent and received it; the headers around it are synthesised." };
        var shown = _traces.Concat(_passing).ToList();
        lines.AddRange(shown
            .Where(trace => trace.Server.Port != Shown(trace))
            .Select(trace => $"The {(trace.Accepted ? "harness" : "SUT")}'s endpoint {trace.Server} is shown as port {Shown(trace)}.")
            .Distinct());
        if (_passed > 0)
        {
            lines.Add($"Of {_passed} connections of attackers and the like the last {_passing.Count} are shown, with the beginning of each, behind all others.");
        }

        lines.AddRange(shown.Select(trace => trace.Appearance.Note).OfType<string>().Distinct());
        if (_secrets.Length > 0)
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
