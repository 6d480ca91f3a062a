using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Gherkin.Messages;

/// <summary>
/// Writes messages as newline-delimited JSON. A thread of its own hands them to the operating system as they come: each at once
/// while there is time, and those that came meanwhile together in one piece. So nothing waits for the disk, and what a killed
/// process leaves behind ends with a message of a moment ago.
/// </summary>
public sealed class NdjsonWriter : IRunMessageSink, IDisposable
{
    private const int MostPending = 4096;
    private const int PieceSize = 256 * 1024;
    private readonly Stream _stream;
    private readonly Thread _writer;
    private readonly JsonBuffer _json = new();
    private readonly object _gate = new();
    private RunMessage[] _pending = new RunMessage[MostPending];
    private RunMessage[] _writing = new RunMessage[MostPending];
    private int _count;
    private Exception? _failure;
    private bool _failureTold;
    private bool _busy;
    private bool _closed;

    /// <summary>Creates a writer.</summary>
    /// <param name="stream">Where to write; disposed of with the writer. Until then only the writer may touch it.</param>
    public NdjsonWriter(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _writer = new Thread(WriteAll) { IsBackground = true, Name = "messages" };
        _writer.Start();
    }

    /// <summary>Opens a file to write behind what it holds already; creates it where there is none.</summary>
    /// <param name="path">The file.</param>
    public static NdjsonWriter Append(string path) =>
        new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0));

    /// <summary>Takes a message, to be written as one line. Safe for many threads.</summary>
    /// <param name="e">The message; nobody may change it any more.</param>
    /// <exception cref="IOException">The stream could not take this message or one before it.</exception>
    /// <exception cref="ObjectDisposedException">The writer is closed.</exception>
    public void Write(Wire.Envelope e)
    {
        ArgumentNullException.ThrowIfNull(e);
        Write(RunMessage.Of(e));
    }

    /// <inheritdoc/>
    public void Write(in RunMessage message)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            while (_count == MostPending && _failure is null)
                Monitor.Wait(_gate);
            ThrowFailure();
            _pending[_count++] = message;
            if (_count == 1 && !_busy)
                Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until all messages taken so far are with the operating system.</summary>
    /// <exception cref="IOException">The stream could not take one of them.</exception>
    public void Flush()
    {
        lock (_gate)
        {
            WaitUntilWritten();
            ThrowFailure();
        }
    }

    /// <summary>Writes what is left and closes the stream.</summary>
    /// <exception cref="IOException">The stream could not take a message, and nobody has been told of it yet.</exception>
    [SuppressMessage("Design", "CA1065", Justification = "To pass over messages that are lost would be worse.")]
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            WaitUntilWritten();
            _closed = true;
            Monitor.PulseAll(_gate);
        }

        _writer.Join();
        _stream.Dispose();
        if (!_failureTold)
            ThrowFailure();
    }

    private void WaitUntilWritten()
    {
        while ((_count > 0 || _busy) && _failure is null)
            Monitor.Wait(_gate);
    }

    private void ThrowFailure()
    {
        if (_failure is null)
            return;
        _failureTold = true;
        ExceptionDispatchInfo.Throw(_failure);
    }

    private void WriteAll()
    {
        try
        {
            while (NextBatch() is var count and > 0)
            {
                for (var i = 0; i < count; i++)
                {
                    Serialize(_writing[i]);
                    _json.Byte('\n');
                    if (_json.Length >= PieceSize)
                        HandOver();
                }

                HandOver();
            }
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _failure = e;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Serialize(in RunMessage message)
    {
        if (message.Written is not { } envelope)
            StoryJson.Write(_json, message);
        else if (!FeatureJson.TryWrite(_json, envelope) && !RunJson.TryWrite(_json, envelope))
            _json.General(envelope);
    }

    /// <summary>Waits for messages; gives how many there are, and none once the writer is closed.</summary>
    private int NextBatch()
    {
        Array.Clear(_writing);
        lock (_gate)
        {
            _busy = false;
            Monitor.PulseAll(_gate);
            while (_count == 0 && !_closed)
                Monitor.Wait(_gate);
            (_pending, _writing) = (_writing, _pending);
            var count = _count;
            _count = 0;
            _busy = true;
            Monitor.PulseAll(_gate);
            return count;
        }
    }

    private void HandOver()
    {
        _stream.Write(_json.Written.Span);
        _stream.Flush();
        _json.Clear();
    }
}
