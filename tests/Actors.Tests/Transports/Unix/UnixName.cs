using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Tests.Transports.Unix;

/// <summary>Any name that the system lets a Unix socket have, also those that <see cref="UnixDomainSocketEndPoint"/> refuses: a path of
/// 108 bytes has no room for the zero at its end.</summary>
internal sealed class UnixName(string name) : EndPoint
{
    /// <summary>Bytes of the longest name on Linux.</summary>
    public const int Longest = 108;

    private const int FamilySize = 2;

    public override AddressFamily AddressFamily => AddressFamily.Unix;

    /// <summary>A path in a folder, filled up to so many bytes.</summary>
    public static UnixName Of(DirectoryInfo folder, int bytes) => new(Path.Combine(folder.FullName, "n").PadRight(bytes, 'p'));

    public override SocketAddress Serialize()
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var address = new SocketAddress(AddressFamily.Unix, FamilySize + bytes.Length);
        bytes.CopyTo(address.Buffer.Span[FamilySize..]);
        return address;
    }

    public override EndPoint Create(SocketAddress socketAddress) => this;

    public override string ToString() => name;
}
