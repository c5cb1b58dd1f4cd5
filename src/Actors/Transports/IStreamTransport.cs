namespace Actors;

/// <summary>A connection that carries a stream of bytes both ways: TCP, TLS or a Unix socket (spec T2).</summary>
public interface IStreamTransport : IReadTransport, IWriteTransport;
