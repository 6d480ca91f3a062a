using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace CertHarness.Drivers.Http.Load;

internal sealed partial class ResponseReader
{
    private ReadProgress ReadHead(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            if (bytes.Length > LongestHead)
                return Wrong("a head of more than 64 KiB");
            return IsNoResponse(bytes) ? Wrong("no HTTP/1.1 response") : ReadProgress.Incomplete;
        }

        var head = bytes[..(end + 2)];
        bytes = bytes[(end + 4)..];
        var line = NextLine(ref head);
        if (!ReadStatusLine(line))
            return Wrong("no HTTP/1.1 response");
        var fields = default(Fields);
        while (!head.IsEmpty)
        {
            if (ReadField(NextLine(ref head), ref fields) is { } problem)
                return Wrong(problem);
        }

        return Decide(fields, isVersion10: line[7] == (byte)'0');
    }

    private ReadProgress Decide(in Fields fields, bool isVersion10)
    {
        if (_status < 200)
        {
            // An interim response (RFC 9110, 15.2): the final one follows.
            return _status == 101 || ++_interim > MostInterim ? Wrong("interim responses without an end") : ReadProgress.Next;
        }

        KeepsAlive = isVersion10 ? fields.SaysKeepAlive : !fields.SaysClose;
        Problem = options.IsRight(_status) ? null : string.Create(CultureInfo.InvariantCulture, $"status {_status}");
        if (_status is 204 or 304 || options.Method == "HEAD")
            _part = Part.Done;
        else if (fields.IsChunked && fields.Length is not null)
            return Wrong("both a length and chunks");
        else if (fields.IsChunked)
            _part = Part.ChunkLine;
        else
            Expect(fields.Length);
        return ReadProgress.Next;
    }

    private void Expect(long? length)
    {
        _left = length ?? 0;
        _part = length switch
        {
            null => Part.ContentToTheEnd,
            0 => Part.Done,
            _ => Part.Content,
        };
        if (length is null)
            KeepsAlive = false;
    }

    private bool ReadStatusLine(ReadOnlySpan<byte> line)
    {
        if (line.Length < 12 || IsNoResponse(line) || line[8] != (byte)' ' || (line.Length > 12 && line[12] != (byte)' '))
            return false;
        return Utf8Parser.TryParse(line.Slice(9, 3), out _status, out var digits) && digits == 3 && _status >= 100;
    }

    private static bool IsNoResponse(ReadOnlySpan<byte> bytes)
    {
        var prefix = "HTTP/1."u8;
        return !bytes.StartsWith(prefix[..Math.Min(prefix.Length, bytes.Length)])
            || (bytes.Length > prefix.Length && bytes[prefix.Length] is not ((byte)'0' or (byte)'1'));
    }

    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        var line = head[..end];
        head = head[(end + 2)..];
        return line;
    }

    private static string? ReadField(ReadOnlySpan<byte> line, ref Fields fields)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
            return "a header line without a name";
        // Three names matter; their lengths tell them from nearly all others.
        return colon switch
        {
            10 when Is(line[..colon], "connection"u8) => ReadConnection(Value(line, colon), ref fields),
            14 when Is(line[..colon], "content-length"u8) => ReadLength(Value(line, colon), ref fields),
            17 when Is(line[..colon], "transfer-encoding"u8) => ReadCoding(Value(line, colon), ref fields),
            _ => null,
        };
    }

    private static string? ReadConnection(ReadOnlySpan<byte> value, ref Fields fields)
    {
        fields.SaysClose |= Is(value, "close"u8);
        fields.SaysKeepAlive |= Is(value, "keep-alive"u8);
        return null;
    }

    private static string? ReadLength(ReadOnlySpan<byte> value, ref Fields fields)
    {
        if (!Utf8Parser.TryParse(value, out long length, out var digits) || digits != value.Length || length < 0 || fields.Length is { } other && other != length)
            return "a length that is none";
        fields.Length = length;
        return length > LongestContent ? "more than 1 GiB of content" : null;
    }

    private static string? ReadCoding(ReadOnlySpan<byte> value, ref Fields fields)
    {
        fields.IsChunked = Is(value, "chunked"u8);
        return fields.IsChunked ? null : "a transfer coding that nobody asked for";
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, int colon) => line[(colon + 1)..].Trim(" \t"u8);

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lowercase) => Ascii.EqualsIgnoreCase(text, lowercase);

    private struct Fields
    {
        public long? Length;
        public bool IsChunked;
        public bool SaysClose;
        public bool SaysKeepAlive;
    }
}
