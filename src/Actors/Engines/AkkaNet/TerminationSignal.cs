using System.Runtime.InteropServices;

namespace Actors.Engines.AkkaNet;

/// <summary>SIGTERM in a program without a host, whose workers live in an actor system of their own.</summary>
/// <remarks>Akka watches the end of the process, and .NET leaves a signal to those who watch it: nothing would end the program. So the workers
/// are stopped, within their shutdown timeout, and then the process ends, with exit code 0 unless the program has set another. A host handles
/// the signal itself, and does not come here.</remarks>
internal sealed class TerminationSignal : IDisposable
{
    private readonly PosixSignalRegistration _registration;
    private readonly AkkaEngine _engine;

    public TerminationSignal(AkkaEngine engine)
    {
        _engine = engine;
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    public void Dispose() => _registration.Dispose();

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        ThreadPool.UnsafeQueueUserWorkItem(static signal => _ = signal.EndAsync(), this, preferLocal: false);
    }

    private async Task EndAsync()
    {
        if (_engine.Workers is { } workers) await workers.DisposeAsync().ConfigureAwait(false);
        Environment.Exit(Environment.ExitCode);
    }
}
