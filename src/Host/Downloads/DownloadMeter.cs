namespace Actors.Application.Downloads;

/// <summary>Counts what happens to one download, and tells it.</summary>
internal sealed class DownloadMeter(PartFile part, IProgress<DownloadProgress>? progress)
{
    public int Resumes { get; private set; }

    public int StartedOver { get; private set; }

    /// <summary>Whether all that is there came as one answer, so that its parts cannot belong to different files.</summary>
    public bool IsOneAnswer { get; private set; }

    /// <summary>A whole file begins to come.</summary>
    public void Begin(PartRecord record)
    {
        StartOver();
        part.Begin(record);
        IsOneAnswer = true;
    }

    /// <summary>The rest of a file begins to come.</summary>
    public void Resume()
    {
        Resumes++;
        IsOneAnswer = false;
        Report(DownloadPhase.Receiving);
    }

    /// <summary>Throws away what is there.</summary>
    public void StartOver()
    {
        if (part.Length > 0) StartedOver++;
        part.TruncateTo(0);
    }

    public void Report(DownloadPhase phase, string? failure = null, TimeSpan delay = default) =>
        progress?.Report(new DownloadProgress(phase, part.Length, part.Record?.Length, Resumes, StartedOver, failure, delay));
}
