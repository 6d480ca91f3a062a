using System.Text.Json;

namespace CertHarness.Gherkin.Messages;

/// <summary>
/// Reads messages from newline-delimited JSON. A line that was not finished, because the writer was killed or the disk was full,
/// ends the reading; <see cref="WholeLength"/> tells where to cut it off before writing on.
/// </summary>
/// <param name="stream">What to read, from where it stands; not disposed of.</param>
public sealed class NdjsonReader(Stream stream)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>How many bytes the whole lines read so far have.</summary>
    public long WholeLength { get; private set; }

    /// <summary>Whether bytes that are no whole message stand at the end; known once all has been read.</summary>
    public bool Torn { get; private set; }

    /// <summary>Reads messages until the end.</summary>
    /// <exception cref="InvalidDataException">A line that others follow is no message; the text tells which.</exception>
    public IEnumerable<Wire.Envelope> ReadAll()
    {
        for (var number = 1; NextLine(out var line); number++)
        {
            var length = line.Length + 1;
            var envelope = Parse(line, number);
            if (envelope is null)
                yield break;
            WholeLength += length;
            yield return envelope;
        }
    }

    private Wire.Envelope? Parse(ReadOnlyMemory<byte> line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<Wire.Envelope>(line.Span, MessageJson.Options)
                ?? throw new JsonException("The line is null.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            if (NextLine(out _) || _end > _start)
                throw new InvalidDataException($"Line {number} is no Cucumber message: {e.Message}", e);
            Torn = true;
            return null;
        }
    }

    private bool NextLine(out ReadOnlyMemory<byte> line)
    {
        var searched = _start;
        while (true)
        {
            var newline = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                line = _buffer.AsMemory(_start, searched + newline - _start);
                _start = searched + newline + 1;
                return true;
            }

            if (_atEnd)
            {
                Torn = _end > _start;
                line = default;
                return false;
            }

            searched = Fill();
        }
    }

    /// <summary>Reads more bytes behind those that are left; gives the place of the first new one.</summary>
    private int Fill()
    {
        var left = _end - _start;
        if (_start > 0)
            _buffer.AsSpan(_start, left).CopyTo(_buffer);
        if (left == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = stream.Read(_buffer, left, _buffer.Length - left);
        _atEnd = read == 0;
        _start = 0;
        _end = left + read;
        return left;
    }
}
