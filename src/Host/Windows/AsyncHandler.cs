namespace Actors.Application.Windows;

/// <summary>A handler that may wait, on a worker of its own below the listener's.</summary>
/// <remarks>In the listener's flow, each of its waits would let the next event in before this one is finished. Here its waits are its
/// own, and the listener stands still meanwhile: events stay in the mailbox, senders wait, and a stop comes behind what was sent.</remarks>
internal sealed class AsyncHandler<TEvent>(Func<TEvent, ValueTask<TEvent?>> handler, Worker listener)
    where TEvent : class
{
    private static readonly EventName<Question> Asked = new("HANDLE");

    // It ends after the listener, which first handles all that was sent.
    private readonly Worker _worker = listener.System.Create(() => AnswerAll(handler), new WorkerOptions { Name = "handler", Parent = listener });

    public void Start() => _worker.Start();

    /// <summary>Calls the handler. In the listener's flow.</summary>
    /// <returns>What the handler made of the event.</returns>
    public async Task<TEvent?> Handle(TEvent e)
    {
        var question = new Question(e, new Defer<TEvent?>());
        _worker.Fire(Asked, question);
        await Task.WhenAny(question.Answer.Task, _worker.Completion);
        if (question.Answer.IsDone) return await question.Answer.Task;
        throw new InvalidOperationException($"'{e}' was not handled: worker '{_worker.Path}', which runs the handler, is {_worker.State}.");
    }

    private static async Task AnswerAll(Func<TEvent, ValueTask<TEvent?>> handler)
    {
        await foreach (var question in CurrentWorker.Events(Asked)) await Answer(question.Data, handler);
    }

    private static async Task Answer(Question question, Func<TEvent, ValueTask<TEvent?>> handler)
    {
        try
        {
            question.Answer.Resolve(await handler(question.Event));
        }
        catch (Exception error) when (error is not WorkerExit)
        {
            question.Answer.Reject(error);
        }
    }

    private sealed record Question(TEvent Event, Defer<TEvent?> Answer);
}
