using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Gherkin.Messages;

/// <summary>
/// Writes messages as newline-delimited JSON. A thread of its own hands them to the operating system as they come, those of a
/// millisecond together in one piece. So nothing waits for the disk, and what a killed process leaves behind ends with a message
/// of a moment ago.
/// </summary>
public sealed class NdjsonWriter : IRunMessageSink, IDisposable
{
    private const int MostPending = 64;
    private const int PieceSize = 256 * 1024;

    /// <summary>Waking a thread costs more than writing a message, so those of a millisecond are written together.</summary>
    private const int GatheringMilliseconds = 1;
    private readonly Stream _stream;
    private readonly Thread _writer;
    private readonly JsonBuffer _json = new();
    private readonly object _gate = new();
    private readonly Queue<Batch> _pending = new(MostPending);
    private readonly Stack<Batch> _empty = new(MostPending);
    private Batch _filling = new();
    private Exception? _failure;
    private bool _failureTold;
    private bool _idle;
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
            while (_pending.Count == MostPending && _failure is null)
                Monitor.Wait(_gate);
            ThrowFailure();
            _filling.Add(message);
            if (_filling.IsFull)
                NextToFill();
            if (_idle)
            {
                _idle = false;
                Monitor.PulseAll(_gate);
            }
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
        while (!(_idle && _filling.Count == 0 && _pending.Count == 0) && _failure is null)
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
            for (var batch = Next(null); batch is not null; batch = Next(batch))
            {
                for (var i = 0; i < batch.Count; i++)
                {
                    Serialize(batch[i]);
                    _json.Byte('\n');
                    if (_json.Length >= PieceSize)
                        HandOver();
                }
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

    /// <summary>The messages to write next, waited for; null once the writer is closed. Where there are none, all before them are handed over.</summary>
    private Batch? Next(Batch? written)
    {
        written?.Clear();
        while (true)
        {
            lock (_gate)
            {
                if (written is not null)
                    _empty.Push(written);
                written = null;
                if (_pending.Count == 0 && _filling.Count > 0)
                    NextToFill();
                if (_pending.TryDequeue(out var batch))
                {
                    if (_pending.Count == MostPending - 1)
                        Monitor.PulseAll(_gate);
                    return batch;
                }

                if (_json.Length == 0)
                {
                    if (_closed)
                        return null;
                    _idle = true;
                    Monitor.PulseAll(_gate);
                    while (_idle && !_closed)
                        Monitor.Wait(_gate);
                    if (!_closed)
                        Monitor.Wait(_gate, GatheringMilliseconds);
                    _idle = false;
                    continue;
                }
            }

            HandOver();
        }
    }

    private void NextToFill()
    {
        _pending.Enqueue(_filling);
        _filling = _empty.TryPop(out var empty) ? empty : new Batch();
    }

    private void HandOver()
    {
        _stream.Write(_json.Written.Span);
        _stream.Flush();
        _json.Clear();
    }

    /// <summary>Messages that are written together. What is known before a run comes all at once, and nobody should wait until it is written.</summary>
    private sealed class Batch
    {
        /// <summary>Small enough to be no large object, which would bring an early collection of everything.</summary>
        private readonly RunMessage[] _messages = new RunMessage[1024];

        public int Count { get; private set; }

        public bool IsFull => Count == _messages.Length;

        public ref readonly RunMessage this[int index] => ref _messages[index];

        public void Add(in RunMessage message) => _messages[Count++] = message;

        public void Clear()
        {
            Array.Clear(_messages, 0, Count);
            Count = 0;
        }
    }
}
