using System.Buffers.Text;
using CertHarness.Load.Network;

namespace CertHarness.Drivers.Http.Load;

/// <summary>
/// Reads one HTTP/1.1 response (RFC 9112) piece by piece: what it says about itself is checked, its content is counted and passed over. It
/// holds no bytes but the unfinished line or head at the end of a piece.
/// </summary>
internal sealed partial class ResponseReader(HttpOptions options)
{
    private const int LongestHead = 64 << 10;
    private const int LongestChunkLine = 4 << 10;
    private const long LongestContent = 1L << 30;
    private const int MostInterim = 16;

    private Part _part;
    private long _left;
    private long _content;
    private int _interim;
    private int _status;
    private Remainder _remainder;

    private enum Part
    {
        Head,
        Content,
        ContentToTheEnd,
        ChunkLine,
        Chunk,
        ChunkEnd,
        Trailer,
        Done,
    }

    /// <summary>What is wrong with the response, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether the connection can be used again.</summary>
    public bool KeepsAlive { get; private set; }

    /// <summary>Whether a byte of the response has come.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether the end of the connection is the end of the content.</summary>
    public bool EndsWithConnection => _part == Part.ContentToTheEnd;

    /// <summary>Begins with the next response.</summary>
    public void Begin()
    {
        (_part, _content, _interim, Problem, HasBegun) = (Part.Head, 0, 0, null, false);
        _remainder.Clear();
    }

    /// <summary>Reads a piece.</summary>
    public ReadProgress Read(ReadOnlySpan<byte> piece)
    {
        HasBegun = true;
        var bytes = _remainder.Prepend(piece);
        var progress = Advance(ref bytes);
        if (progress == ReadProgress.Complete && !bytes.IsEmpty)
            return Wrong("bytes follow the answer");
        if (bytes.Length > 2 * LongestHead)
            return Wrong("a line without an end");
        _remainder.Keep(progress == ReadProgress.Incomplete ? bytes : default);
        return progress;
    }

    private ReadProgress Advance(ref ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var progress = _part switch
            {
                Part.Head => ReadHead(ref bytes),
                Part.Content or Part.Chunk => Pass(ref bytes),
                Part.ContentToTheEnd => PassAll(ref bytes),
                Part.ChunkLine => ReadChunkLine(ref bytes),
                Part.ChunkEnd => ReadChunkEnd(ref bytes),
                _ => ReadTrailer(ref bytes),
            };
            if (progress != ReadProgress.Next)
                return progress;
            if (_part == Part.Done)
                return ReadProgress.Complete;
        }
    }

    private ReadProgress Pass(ref ReadOnlySpan<byte> bytes)
    {
        var passed = (int)Math.Min(_left, bytes.Length);
        bytes = bytes[passed..];
        _left -= passed;
        if (_left > 0)
            return ReadProgress.Incomplete;
        _part = _part == Part.Content ? Part.Done : Part.ChunkEnd;
        return ReadProgress.Next;
    }

    private ReadProgress PassAll(ref ReadOnlySpan<byte> bytes)
    {
        _content += bytes.Length;
        bytes = default;
        return _content > LongestContent ? Wrong("more than 1 GiB of content") : ReadProgress.Incomplete;
    }

    private ReadProgress ReadChunkLine(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0)
            return bytes.Length > LongestChunkLine ? Wrong("a chunk's line without an end") : ReadProgress.Incomplete;
        var line = bytes[..end];
        bytes = bytes[(end + 1)..];
        if (!Utf8Parser.TryParse(line, out long size, out var digits, 'x') || size < 0 || digits > 15 || !IsEndOfSize(line[digits..]))
            return Wrong("a chunk without a size");
        _content += size;
        if (_content > LongestContent)
            return Wrong("more than 1 GiB of content");
        (_part, _left) = (size == 0 ? Part.Trailer : Part.Chunk, size);
        return ReadProgress.Next;
    }

    private ReadProgress ReadChunkEnd(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
            return ReadProgress.Incomplete;
        if (bytes[0] != '\r' || bytes[1] != '\n')
            return Wrong("a chunk of another length than it says");
        bytes = bytes[2..];
        _part = Part.ChunkLine;
        return ReadProgress.Next;
    }

    private ReadProgress ReadTrailer(ref ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var isLast = end == 0 || (end == 1 && bytes[0] == '\r');
            _content += end;
            bytes = bytes[(end + 1)..];
            if (!isLast)
                continue;
            _part = Part.Done;
            return ReadProgress.Next;
        }

        return bytes.Length > LongestHead ? Wrong("a trailer without an end") : ReadProgress.Incomplete;
    }

    private static bool IsEndOfSize(ReadOnlySpan<byte> rest) => rest.IsEmpty || rest[0] is (byte)'\r' or (byte)';' or (byte)' ' or (byte)'\t';

    private ReadProgress Wrong(string problem)
    {
        (Problem, KeepsAlive) = (problem, false);
        _remainder.Clear();
        return ReadProgress.Garbage;
    }
}

/// <summary>How far a response was read.</summary>
internal enum ReadProgress
{
    /// <summary>It goes on with its next part; never told outside.</summary>
    Next,

    /// <summary>More bytes have to come.</summary>
    Incomplete,

    /// <summary>It is there as a whole.</summary>
    Complete,

    /// <summary>It is no response of the protocol, or not within bounds.</summary>
    Garbage,
}
