using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec X4: code that holds its worker's loop is named while it does. Each of these blocks until it was.</summary>
public abstract class SlowCodeTests : ConformanceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(20);

    [Fact]
    [Trait("Spec", "X4")]
    public async Task Listener_ThatBlocksTheUiThread_IsNamedWhileItDoes()
    {
        using var ui = new ContextThread();
        using var reports = new Reports();
        await using var system = CreateSystem(reports.Options(Engine.Clock, WorkerDispatcher.For(ui)));
        system.Main.Listen("CLICK", _ => reports.Next());

        system.Main.Fire("CLICK");
        await system.Main.AtWaitPoint();

        Assert.Contains("'/main' stands still: the code behind event 'CLICK'", reports.First);
    }

    [Fact]
    [Trait("Spec", "X4")]
    public async Task Callback_ThatBlocksAPolledMain_IsNamedWhileItDoes()
    {
        using var reports = new Reports();
        await Barriers.OnPlainThread(() =>
        {
            var system = CreateSystem(reports.Options(Engine.Clock, WorkerDispatcher.Polled));
            system.Main.Later(reports.Next);
            system.Update(TimeSpan.Zero);
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });

        Assert.Contains("'/main' stands still: a callback of Later", reports.First);
    }

    [Fact]
    [Trait("Spec", "X4")]
    public async Task Body_ThatBlocks_IsNamedAgainAndAgain()
    {
        using var reports = new Reports();
        await using var system = CreateSystem(reports.Options(Engine.Clock));
        var status = "";
        var worker = system.Start(
            async () =>
            {
                await WaitEvent("GO");
                for (var i = 0; i < 3; i++) reports.Next();
                status = Current.Status.WaitsFor;
            },
            new() { Name = "stuck", SlowAfter = Limit });

        worker.Fire("GO");
        await worker.Ended();

        Assert.Equal(3, reports.Taken.Count(static text => text.Contains("'/stuck' stands still: the code behind event 'GO'", StringComparison.Ordinal)));
        Assert.Equal("the end of the code behind event 'GO', which runs", status);
    }

    [Fact]
    public void SlowAfter_ThatIsNone_IsAnError()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => System.Create(null, new() { SlowAfter = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => CreateSystem(new WorkerSystemOptions { UiSlowAfter = TimeSpan.FromTicks(-1) }));
    }

    /// <summary>The log, for code that blocks until it is spoken of.</summary>
    private sealed class Reports : ILoggerProvider, ILogger
    {
        private readonly BlockingCollection<string> _texts = [];

        public string First => Taken[0];

        public List<string> Taken { get; } = [];

        public WorkerSystemOptions Options(TimeProvider clock, WorkerDispatcher? main = null) => new()
        {
            TimeProvider = clock,
            LoggerFactory = LoggerFactory.Create(builder => builder.AddProvider(this)),
            MainDispatcher = main ?? WorkerDispatcher.ThreadPool,
            UiSlowAfter = Limit,
        };

        public void Next()
        {
            Assert.True(_texts.TryTake(out var text, TimeSpan.FromSeconds(60)), "Nobody said that this code blocks.");
            Taken.Add(text);
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 13) _texts.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
