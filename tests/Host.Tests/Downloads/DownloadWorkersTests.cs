using Actors.Application.Downloads;

namespace Actors.Application.Tests.Downloads;

public sealed class DownloadWorkersTests : DownloadTests
{
    [Fact]
    public async Task RunAsync_WithAnErrorThatNobodyExpects_CountsItAsFailedAndFetchesTheRest()
    {
        using var client = new HttpClient(new Throwing());
        await using var system = new WorkerSystem();
        var workers = new DownloadWorkers(system, new(), client, parallel: 1, new NoView());

        var outcomes = await workers.RunAsync(
            [new(new Uri("http://h/1"), Folder, "1"), new(new Uri("http://h/2"), Folder, "2")], default).WaitAsync(Limit);

        Assert.Equal(["something else for /1", "something else for /2"], outcomes.Select(static outcome => outcome.Error));
        Assert.Empty(Directory.GetFiles(Folder));
    }

    private sealed class Throwing : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new FormatException($"something else for {request.RequestUri!.AbsolutePath}");
    }

    private sealed class NoView : IDownloadView
    {
        public void Begin(DownloadRequest request)
        {
        }

        public void Report(DownloadRequest request, DownloadProgress progress)
        {
        }

        public void End(DownloadOutcome outcome)
        {
        }
    }
}
