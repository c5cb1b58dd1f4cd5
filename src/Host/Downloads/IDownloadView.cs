namespace Actors.Application.Downloads;

/// <summary>Shows downloads while they run. Called on any thread; calls about one download come one after the other.</summary>
internal interface IDownloadView
{
    void Begin(DownloadRequest request);

    void Report(DownloadRequest request, DownloadProgress progress);

    void End(DownloadOutcome outcome);
}
