using System.Buffers;
using System.IO.Pipelines;

namespace Actors;

/// <summary>Makes a stream transport an <see cref="IDuplexPipe"/>, so that parsers which exist work on a worker's connection (spec T2).</summary>
/// <remarks>
/// Flow is controlled both ways: a reader that lags pauses the reading of the transport, and a peer that lags holds back
/// <see cref="PipeWriter.FlushAsync"/>. Completing <see cref="Output"/> ends the writing side, behind what was flushed; the end of the peer's
/// completes <see cref="Input"/>, and both together close the transport. Either end may be used on any thread. In the transport's worker,
/// await what reads or flushes by <c>Wait</c>, such as <c>await Wait(ParseAsync(pipe))</c>: the callbacks that fill the pipe come at
/// wait points.
/// </remarks>
public sealed class DuplexPipeProtocol : IStreamProtocol, IDuplexPipe
{
    private readonly Pipe _in;
    private readonly Pipe _out;
    private readonly Action _onFlushed;
    private readonly Action _onRead;

    private IStreamTransport _transport = null!;
    private WorkerFlow _flow = null!;
    private PumpCall _pump = null!;
    private bool _isOutputDone;
    private bool _isPaused;

    /// <summary>Whether it waits for the writer of <see cref="Output"/>.</summary>
    private bool _isReading;

    private ValueTask<ReadResult> _read;
    private ValueTask<FlushResult> _flush;

    /// <summary>Whether <see cref="_pump"/> stands in the mailbox. Any thread.</summary>
    private int _isPumpPosted;

    /// <summary>Makes one.</summary>
    /// <param name="input">The pipe for what comes in; 64 KiB may lie there by default.</param>
    /// <param name="output">The pipe for what goes out; 64 KiB may lie there by default.</param>
    public DuplexPipeProtocol(PipeOptions? input = null, PipeOptions? output = null)
    {
        _in = new Pipe(input ?? PipeOptions.Default);
        _out = new Pipe(output ?? PipeOptions.Default);
        _onFlushed = OnFlushed;
        _onRead = PostPump;
    }

    /// <summary>What the peer sends.</summary>
    public PipeReader Input => _in.Reader;

    /// <summary>What goes to the peer, when it is flushed.</summary>
    public PipeWriter Output => _out.Writer;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was not called in the transport's loop.</exception>
    public void ConnectionMade(ITransport transport)
    {
        _transport = (IStreamTransport)transport;
        _flow = WorkerFlow.InTurn ?? throw new InvalidOperationException("ConnectionMade must be called in the transport's loop.");
        _pump = new PumpCall(this);
        PostPump();
    }

    /// <inheritdoc/>
    public void DataReceived(ReadOnlySpan<byte> data)
    {
        _in.Writer.Write(data);
        Flush(_in.Writer.FlushAsync());
    }

    /// <inheritdoc/>
    public bool EofReceived()
    {
        _in.Writer.Complete();
        return !_isOutputDone;
    }

    /// <inheritdoc/>
    public void ConnectionLost(Exception? error)
    {
        _isOutputDone = true;

        // Whoever flushes learns that nobody reads any more.
        if (_isReading) _out.Reader.CancelPendingRead();
        try
        {
            Pump();
        }
        finally
        {
            _out.Reader.Complete(error);

            // Last: who has read to the end finds the other way ended too.
            _in.Writer.Complete(error);
        }
    }

    /// <inheritdoc/>
    public void PauseWriting() => _isPaused = true;

    /// <inheritdoc/>
    public void ResumeWriting()
    {
        _isPaused = false;
        PostPump();
    }

    private void Flush(ValueTask<FlushResult> flush)
    {
        if (flush.IsCompleted)
        {
            flush.GetAwaiter().GetResult();
            return;
        }

        _transport.PauseReading();
        _flush = flush;
        flush.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onFlushed);
    }

    /// <summary>The reader has caught up. Any thread; no data come before the resume.</summary>
    private void OnFlushed()
    {
        try
        {
            _flush.GetAwaiter().GetResult();
            _transport.ResumeReading();
        }
        catch (Exception)
        {
            // The reader completed with an error: it wants no more.
            _transport.Abort();
        }
    }

    private void PostPump()
    {
        if (Interlocked.Exchange(ref _isPumpPosted, 1) == 0) _flow.Post(_pump);
    }

    /// <summary>Moves what was flushed into the transport, as long as that takes it. In the loop.</summary>
    private void Pump()
    {
        while (_isReading || (!_isPaused && !_isOutputDone))
        {
            if (!_isReading) Begin(_out.Reader.ReadAsync());
            if (!_read.IsCompleted)
            {
                _read.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_onRead);
                return;
            }

            _isReading = false;
            Move(_read.GetAwaiter().GetResult());
        }
    }

    private void Begin(ValueTask<ReadResult> read) => (_read, _isReading) = (read, true);

    private void Move(ReadResult result)
    {
        if (_isOutputDone) return;
        // A pause in the middle leaves the rest in the pipe: that is what holds the writer back.
        var (buffer, taken) = (result.Buffer, 0L);
        foreach (var segment in buffer)
        {
            _transport.Write(segment.Span);
            taken += segment.Length;
            if (_isPaused) break;
        }

        _out.Reader.AdvanceTo(buffer.GetPosition(taken));
        if (!result.IsCompleted || taken < buffer.Length) return;
        _isOutputDone = true;
        _out.Reader.Complete();
        if (_transport.CanWriteEof) _transport.WriteEof();
        else _transport.Close();
    }

    private void OnPumpFailed(Exception error)
    {
        _isOutputDone = true;
        _isReading = false;
        _out.Reader.Complete(error);
        _transport.Abort();
    }

    private sealed class PumpCall(DuplexPipeProtocol protocol) : FlowCall
    {
        public override void Invoke(WorkerFlow flow) => flow.CallSynchronously(
            static protocol =>
            {
                Volatile.Write(ref protocol._isPumpPosted, 0);
                try
                {
                    protocol.Pump();
                }
                catch (Exception error)
                {
                    // The writer completed with an error: what it has to say goes no further.
                    protocol.OnPumpFailed(error);
                }
            },
            protocol);
    }
}
