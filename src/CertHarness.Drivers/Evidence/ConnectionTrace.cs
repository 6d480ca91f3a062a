using System.Net;
using CertHarness.Drivers.Transport;

namespace CertHarness.Drivers.Evidence;

/// <summary>The events of one connection, told to the recorder as TCP segments. An end that ended sends nothing more.</summary>
internal sealed class ConnectionTrace
{
    private readonly EvidenceRecorder _recorder;
    private uint _harnessNext;
    private uint _peerNext;
    private bool _harnessFinished;
    private bool _peerFinished;
    private bool _reset;

    // All members are called under the recorder's lock or take it: the order of recording is the order of the file.
    internal ConnectionTrace(
        EvidenceRecorder recorder, int index, string name, IPEndPoint harness, IPEndPoint peer, Appearance appearance, bool accepted)
    {
        _recorder = recorder;
        Name = name;
        Harness = harness;
        Peer = peer;
        Appearance = appearance;
        Accepted = accepted;
        // Initial numbers differ between connections (RFC 9293, 3.4.1) so that a port used again is not taken for the old one.
        _harnessNext = unchecked((uint)index * 0x0100_0001u);
        _peerNext = unchecked(_harnessNext + 0x4000_0000u);
    }

    public string Name { get; }

    public IPEndPoint Harness { get; }

    public IPEndPoint Peer { get; }

    public Appearance Appearance { get; }

    /// <summary>Whether the peer opened it, so that the harness's end is the server's.</summary>
    public bool Accepted { get; }

    /// <summary>The end that listened.</summary>
    public IPEndPoint Server => Accepted ? Harness : Peer;

    /// <summary>What is kept of it where it is one of many; null where all is kept.</summary>
    public PassingFrames? Passing { get; init; }

    public int FirstFrame { get; private set; }

    public void Opened(DateTimeOffset begun, DateTimeOffset opened)
    {
        FirstFrame = Add(begun, !Accepted, TcpFlags.Syn, [], Name);
        Add(opened, Accepted, TcpFlags.Syn | TcpFlags.Acknowledge, [], null);
        Add(opened, !Accepted, TcpFlags.Acknowledge, [], null);
    }

    public RecordedChunk Sent(DateTimeOffset at, ReadOnlySpan<byte> bytes)
    {
        lock (_recorder.Gate)
        {
            return Chunk(Add(at, true, TcpFlags.Push | TcpFlags.Acknowledge, bytes, null), at);
        }
    }

    public RecordedChunk Received(DateTimeOffset at, ReadOnlySpan<byte> bytes)
    {
        lock (_recorder.Gate)
        {
            return Chunk(Add(at, false, TcpFlags.Push | TcpFlags.Acknowledge, bytes, null), at);
        }
    }

    public void Finished(DateTimeOffset at)
    {
        lock (_recorder.Gate)
        {
            if (!_harnessFinished && !_reset)
            {
                _harnessFinished = true;
                Add(at, true, TcpFlags.Fin | TcpFlags.Acknowledge, [], null);
            }
        }
    }

    public RecordedChunk? PeerFinished(DateTimeOffset at)
    {
        lock (_recorder.Gate)
        {
            if (_peerFinished || _reset)
            {
                return null;
            }

            _peerFinished = true;
            return Chunk(Add(at, false, TcpFlags.Fin | TcpFlags.Acknowledge, [], null), at);
        }
    }

    public void Aborted(DateTimeOffset at) => Reset(at, byHarness: true);

    public RecordedChunk? PeerReset(DateTimeOffset at) => Reset(at, byHarness: false);

    private RecordedChunk? Reset(DateTimeOffset at, bool byHarness)
    {
        lock (_recorder.Gate)
        {
            if (_reset)
            {
                return null;
            }

            _reset = true;
            return Chunk(Add(at, byHarness, TcpFlags.Reset | TcpFlags.Acknowledge, [], null), at);
        }
    }

    private RecordedChunk Chunk(int frame, DateTimeOffset at) => new(Name, frame, at);

    private int Add(DateTimeOffset at, bool byHarness, TcpFlags flags, ReadOnlySpan<byte> bytes, string? comment)
    {
        var kept = Passing is null ? _recorder.Keep(bytes, byHarness || Accepted) : _recorder.Copy(bytes[..Passing.Take(bytes.Length)], byHarness);
        if (kept.Length < bytes.Length)
        {
            comment = $"truncated: {bytes.Length - kept.Length} bytes were not kept";
        }

        var sequence = byHarness ? _harnessNext : _peerNext;
        var acknowledgement = flags.HasFlag(TcpFlags.Acknowledge) ? (byHarness ? _peerNext : _harnessNext) : 0;
        var length = (uint)bytes.Length + (flags.HasFlag(TcpFlags.Syn) || flags.HasFlag(TcpFlags.Fin) ? 1u : 0u);
        ref var next = ref byHarness ? ref _harnessNext : ref _peerNext;
        next = unchecked(next + length);
        var frame = new CapturedFrame(this, at, byHarness, flags, sequence, acknowledgement, kept, bytes.Length, comment);
        if (Passing is null)
        {
            return _recorder.Add(frame);
        }

        Passing.Add(frame);
        return 0;
    }
}
