namespace Actors.Diagnostics;

/// <summary>Calls code that is not the library's own: whatever it throws is returned, so that it cannot leave the loop that called it.</summary>
/// <remarks>The one place where the library calls user code, clocks, conditions and synchronization contexts. The code is a structure, so that a call
/// allocates nothing and the compiler makes one method for each kind of it.</remarks>
internal static class Guard
{
    /// <returns>What the code threw; null when it returned.</returns>
    public static Exception? Call<TCode>(ref TCode code)
        where TCode : struct, IForeignCode
    {
        try
        {
            code.Invoke();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    /// <summary>Calls code that starts a task.</summary>
    /// <returns>Its task, or one that has failed with what the code threw; null when the code returned null.</returns>
    public static Task? Start<TCode>(TCode code)
        where TCode : struct, ITaskCode
    {
        var error = Call(ref code);
        return error is null ? code.Task : Task.FromException(error);
    }

    /// <summary>Calls an action.</summary>
    /// <returns>What it threw; null when it returned.</returns>
    public static Exception? Call<TState>(Action<TState> action, TState state)
    {
        var code = new ActionCall<TState>(action, state);
        return Call(ref code);
    }

    private readonly struct ActionCall<TState>(Action<TState> action, TState state) : IForeignCode
    {
        public void Invoke() => action(state);
    }
}

/// <summary>Code that may throw anything.</summary>
internal interface IForeignCode
{
    void Invoke();
}

/// <summary>Code that may throw anything, and else leaves a task.</summary>
internal interface ITaskCode : IForeignCode
{
    /// <summary>What it left; null before the call, and when it returned null.</summary>
    Task? Task { get; }
}
