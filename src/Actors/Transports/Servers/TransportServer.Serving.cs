using Actors.Transports.Streams;

namespace Actors;

/// <content>The way of a client from its channel to its protocol, in the loop that it was given (transports 32, 33).</content>
public sealed partial class TransportServer
{
    /// <summary>In the server's loop.</summary>
    private void Serve(ByteChannel channel)
    {
        if (Choose() is not { } served || !TryServe(channel, served)) Drop(channel);
    }

    /// <summary>Asks who serves the next client; what that throws is reported, and the others are served on.</summary>
    private ServerClient? Choose()
    {
        ServerClient? chosen = null;
        if (_stopping.IsCancellationRequested) return null;
        _flow.CallSynchronously(
            _ =>
            {
                var served = _accept();
                if (served.Loop is null || served.Protocol is null) throw new InvalidOperationException($"The protocol factory of {this} returned null.");
                chosen = served;
            },
            this,
            whose: this);
        return chosen;
    }

    private bool TryServe(ByteChannel channel, ServerClient served)
    {
        if (served.Loop.Worker == _worker)
        {
            var client = new StreamTransport(_flow, served.Protocol, channel, Logger) { Released = _onReleased };
            _clients.Add(client);
            if (client.TryOpen()) return true;
            _clients.Remove(client);
            return false;
        }

        // A worker that has ended before it got its first client is no error of the server's.
        if (!served.Loop.Worker.IsRunning || served.Loop.Worker.Flow is not { } flow) return false;
        var elsewhere = new StreamTransport(flow, served.Protocol, channel, Logger)
        {
            Released = released => InLoop(server => server.OnReleased(released)),
        };
        _clients.Add(elsewhere);
        if (flow.Post(new OpenCall(this, elsewhere, channel))) return true;
        _clients.Remove(elsewhere);
        return false;
    }

    private static void Drop(ByteChannel channel)
    {
        channel.Dispose();
        channel.Free();
    }

    /// <summary>Opens a client's connection in the loop of another worker.</summary>
    private sealed class OpenCall(TransportServer server, StreamTransport client, ByteChannel channel) : FlowCall
    {
        public override void Invoke(WorkerFlow flow)
        {
            if (client.TryOpen()) return;
            Drop(channel);
            server.InLoop(server => server.OnReleased(client));
        }
    }
}
