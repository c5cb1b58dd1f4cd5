using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.TestKit;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Seeds;

/// <summary>The recipe's own demo: three jobs that sleep, then fetch, beside a ticking callback.</summary>
public sealed class JobsRecipeTests
{
    private readonly StringBuilder _printed = new();

    [Fact]
    [Trait("Spec", "J1")]
    [Trait("Spec", "X2")]
    public async Task Demo_VirtualTime_PrintsThePiecesInTheirOrder()
    {
        await using var system = new WorkerSystem(new WorkerSystemOptions { TimeProvider = new VirtualTime() });
        double[] sleeps = [0.25, 0.05, 0.15];
        string[] urls = ["http://www.google.com", "http://python.com", "http://www.pygtk.org"];

        await Demo(system, urls, sleeps, static url => new string('x', url.Length));

        Assert.Equal(
            "[slept_for:0.05][start_download:http://python.com][done:http://python.com:17]." +
            "[slept_for:0.15][start_download:http://www.pygtk.org][done:http://www.pygtk.org:20]." +
            "[slept_for:0.25][start_download:http://www.google.com][done:http://www.google.com:21]",
            _printed.ToString());
    }

    [Fact]
    [Trait("Spec", "J2")]
    public async Task Demo_RealServer_FetchesInThreads()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, requests: 3);
        using var client = new HttpClient();
        await using var system = new WorkerSystem();
        var urls = Enumerable.Range(1, 3).Select(i => $"http://{listener.LocalEndpoint}/{i}").ToArray();

        await Demo(system, urls, [0.02, 0.01, 0], url =>
        {
            using var response = client.Send(new HttpRequestMessage(HttpMethod.Get, url));
            using var reader = new StreamReader(response.Content.ReadAsStream());
            return reader.ReadToEnd();
        }).Soon();

        await serving.Soon();
        foreach (var url in urls) Assert.Contains($"[start_download:{url}]", _printed.ToString(), StringComparison.Ordinal);
        foreach (var url in urls) Assert.Contains($"[done:{url}:5]", _printed.ToString(), StringComparison.Ordinal);
    }

    private async Task Demo(WorkerSystem system, string[] urls, double[] sleeps, Func<string, string> download)
    {
        var loop = system.Start(async () =>
        {
            var jobs = urls.Zip(sleeps, (url, sleep) => StartJob(job => MyJob(job, url, sleep))).ToArray();
            Later(BassoContinuo, TimeSpan.FromSeconds(0.1));
            foreach (var job in jobs) await job.Get();
        });
        (await loop.Completion).ThrowIfFaulted();

        async Task MyJob(Job job, string url, double sleep)
        {
            var elapsed = await job.Sleep(TimeSpan.FromSeconds(sleep));
            Write(FormattableString.Invariant($"[slept_for:{elapsed.TotalSeconds:0.00}]"));
            Write(FormattableString.Invariant($"[start_download:{url}]"));
            var html = await job.Run(() => download(url));
            Write(FormattableString.Invariant($"[done:{url}:{html.Length}]"));
        }

        void BassoContinuo()
        {
            Write(".");
            Later(BassoContinuo, TimeSpan.FromSeconds(0.1));
        }
    }

    private void Write(string text) => _printed.Append(text);

    private static async Task ServeAsync(TcpListener listener, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            using var connection = await listener.AcceptTcpClientAsync();
            var stream = connection.GetStream();
            using var reader = new StreamReader(stream, leaveOpen: true);
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"u8.ToArray());
        }
    }
}
