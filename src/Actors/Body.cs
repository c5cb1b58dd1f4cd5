namespace Actors;

/// <summary>A worker's code, whatever its argument and result.</summary>
internal abstract class Body
{
    public static Body? From(Func<Task>? code) => code is null ? null : new Plain(code);

    public static Body From<TResult>(Func<Task<TResult>> code) => new WithResult<TResult>(code);

    public static Body FromArgument<TArgument>(Func<TArgument, Task> code) => new WithArgument<TArgument>(code);

    public abstract Task Invoke(object? argument);

    /// <summary>What a completed run returned.</summary>
    public virtual object? ResultOf(Task run) => null;

    private sealed class Plain(Func<Task> code) : Body
    {
        public override Task Invoke(object? argument) => code();
    }

    private sealed class WithResult<TResult>(Func<Task<TResult>> code) : Body
    {
        public override Task Invoke(object? argument) => code();

        public override object? ResultOf(Task run) => ((Task<TResult>)run).GetAwaiter().GetResult();
    }

    private sealed class WithArgument<TArgument>(Func<TArgument, Task> code) : Body
    {
        public override Task Invoke(object? argument) => argument switch
        {
            TArgument typed => code(typed),
            null when default(TArgument) is null => code(default!),
            _ => throw new ArgumentException(
                $"The body takes a {typeof(TArgument).Name}, and Start was given {argument?.GetType().Name ?? "nothing"}."),
        };
    }
}
