using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Actors.Transports.Servers;
using Actors.Transports.Streams;

namespace Actors.Transports.Tls;

/// <summary>The bytes of a TLS connection after its handshake (transports 39).</summary>
internal sealed class TlsChannel : ByteChannel
{
    private readonly Socket _socket;
    private readonly SslStream _stream;
    private readonly TlsTurns _turns;
    private readonly object _options;
    private readonly TlsTimes _times;
    private readonly ConnectionPlace? _place;
    private readonly SocketNames _names;
    private readonly X509Certificate? _peer;
    private readonly TlsCipherSuite _cipher;

    private TlsChannel(Socket socket, SslStream stream, TlsTurns turns, object options, TlsTimes times, ConnectionPlace? place)
    {
        _socket = socket;
        _stream = stream;
        _turns = turns;
        _options = options;
        _times = times;
        _place = place;
        _names = new SocketNames(socket);
        _peer = stream.RemoteCertificate;
        _cipher = stream.NegotiatedCipherSuite;
    }

    public override string Description => $"{_names} with TLS";

    /// <summary>Shakes hands as the client. When that fails, the socket is closed.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public static Task<TlsChannel> ConnectAsync(
        Socket socket, SslClientAuthenticationOptions options, TlsTimes times, CancellationToken cancellationToken) =>
        ShakeHandsAsync(socket, options, times, place: null, (stream, token) => stream.AuthenticateAsClientAsync(options, token), cancellationToken);

    /// <summary>Shakes hands as the server. When that fails, the socket is closed, and leaves its place in the server's limit.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public static Task<TlsChannel> AcceptAsync(
        Socket socket, SslServerAuthenticationOptions options, TlsTimes times, ConnectionPlace? place, CancellationToken cancellationToken) =>
        ShakeHandsAsync(socket, options, times, place, (stream, token) => stream.AuthenticateAsServerAsync(options, token), cancellationToken);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        await _turns.EnterRead().ConfigureAwait(false);
        try
        {
            return await _stream.ReadAsync(buffer).ConfigureAwait(false);
        }
        finally
        {
            _turns.LeaveRead();
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> data) => _stream.WriteAsync(data);

    public override async ValueTask EndAsync()
    {
        await _turns.BeginGoodbye().ConfigureAwait(false);
        try
        {
            await _stream.ShutdownAsync().WaitAsync(_times.Shutdown, _times.Clock).ConfigureAwait(false);
        }
        finally
        {
            _turns.EndGoodbye();
        }
    }

    public override void Dispose() => SocketEnd.Dispose(_socket, _place);

    // What is under way must not lose its keys under its feet.
    public override void Free() => _stream.Dispose();

    public override object? FindInfo(string name) => name switch
    {
        TransportInfo.Socket => _socket,
        TransportInfo.SslContext => _options,
        TransportInfo.SslObject => _stream,
        TransportInfo.PeerCert => _peer,
        TransportInfo.Cipher => _cipher,
        _ => _names.Find(name),
    };

    private static async Task<TlsChannel> ShakeHandsAsync(
        Socket socket,
        object options,
        TlsTimes times,
        ConnectionPlace? place,
        Func<SslStream, CancellationToken, Task> shakeHands,
        CancellationToken cancellationToken)
    {
        var turns = new TlsTurns();
        var stream = new SslStream(new TlsSocketStream(socket, turns));
        try
        {
            using var late = new CancellationTokenSource(times.Handshake, times.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            try
            {
                await shakeHands(stream, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The TLS handshake of {new SocketNames(socket)} did not end within {times.Handshake}.");
            }

            turns.LeaveRead();
            return new TlsChannel(socket, stream, turns, options, times, place);
        }
        catch (Exception)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            SocketEnd.Dispose(socket, place);
            throw;
        }
    }
}
