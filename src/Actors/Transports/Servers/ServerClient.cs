namespace Actors;

/// <summary>What serves one client of a <see cref="TransportServer"/>.</summary>
/// <param name="Loop">In which loop its connection lives: the server's own, or that of another worker, such as a child for each client. The
/// connection ends with the run of that worker (spec T3).</param>
/// <param name="Protocol">The protocol of the connection, whose callbacks come in that loop.</param>
public readonly record struct ServerClient(EventLoop Loop, IStreamProtocol Protocol);
