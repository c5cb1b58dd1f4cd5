namespace Actors;

/// <summary>A transport that brings data (spec T2).</summary>
public interface IReadTransport : ITransport
{
    /// <summary>Whether it reads: it is neither paused nor closing.</summary>
    bool IsReading { get; }

    /// <summary>Brings no more data until <see cref="ResumeReading"/>; what is under way is kept. Twice is as once (transports 26).</summary>
    void PauseReading();

    /// <summary>Brings data again, what was kept first. On one that reads it changes nothing (transports 26).</summary>
    void ResumeReading();
}
