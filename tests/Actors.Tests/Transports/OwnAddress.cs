using System.Net;

namespace Actors.Tests.Transports;

/// <summary>Loopback addresses that one test class has to itself: a port that it gives back stays free, and no other test gets it.</summary>
internal static class OwnAddress
{
    /// <summary>Any port of one of them.</summary>
    /// <param name="number">Which one, from 2 on.</param>
    public static IPEndPoint AnyPort(byte number) =>
        new(OperatingSystem.IsMacOS() ? IPAddress.Loopback : new IPAddress([127, 0, 0, number]), 0);
}
