using System.Net.Sockets;

namespace Actors.Transports.Servers;

/// <summary>Why a server cannot listen, in words (transports 33).</summary>
internal static class ListenError
{
    public static SocketException At(string where, SocketException error, bool isFile = false)
    {
        var why = error.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse when isFile => "somebody listens there, or a file of another kind has that name",
            SocketError.AddressAlreadyInUse => "the address is in use. Stop who listens there, or choose another; port 0 takes a free one",
            SocketError.AddressNotAvailable when isFile => "there is no such folder",
            SocketError.AddressNotAvailable => "it is not an address of this machine",
            SocketError.AccessDenied when isFile => "this process may not write in that folder",
            SocketError.AccessDenied => "this process may not. Ports below 1024 need a privilege; choose a higher one",
            _ => error.Message,
        };
        return new SocketException((int)error.SocketErrorCode, $"Cannot listen at {where}: {why}.");
    }
}
