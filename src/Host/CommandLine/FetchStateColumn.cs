using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Application.CommandLine;

/// <summary>Size, speed and time left of a row; of the row for all, how many files there are.</summary>
internal sealed class FetchStateColumn : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        var state = task.State.Get<FetchState>(FetchState.Key);
        return new Text(state.Speed is null ? $"{task.Value:0} of {task.MaxValue:0}" : state.ToString()).Overflow(Overflow.Ellipsis);
    }
}
