using System.Net.Sockets;

namespace Actors.Transports.Tls;

/// <summary>The socket below a TLS stream: it says when a read only waits for bytes.</summary>
internal sealed class TlsSocketStream(Socket socket, TlsTurns turns) : NetworkStream(socket, ownsSocket: false)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        turns.LeaveRead();
        try
        {
            return await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await turns.EnterRead().ConfigureAwait(false);
        }
    }
}
