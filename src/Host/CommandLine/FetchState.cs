using Actors.Application.Downloads;

namespace Actors.Application.CommandLine;

/// <summary>What the row of a download shows behind its bar.</summary>
internal readonly record struct FetchState(TransferSpeed Speed, DownloadProgress Progress = default)
{
    public const string Key = "fetch";

    public override string ToString()
    {
        var size = Progress.Length is { } length
            ? $"{ByteText.Short(Progress.Received)} of {ByteText.Short(length)}"
            : ByteText.Short(Progress.Received);
        return Progress.Phase switch
        {
            DownloadPhase.Connecting => $"{size}, asks",
            DownloadPhase.Waiting => $"{size}, {Progress.Failure}, again in {Math.Ceiling(Progress.Delay.TotalSeconds)} s",
            DownloadPhase.Verifying => $"{size}, compares the hash",
            _ => size + (Speed.BytesPerSecond is { } speed ? $", {ByteText.Short(speed)}/s" : "") +
                (Speed.TimeLeft(Progress.Length) is { } left ? $", {left:hh\\:mm\\:ss} left" : ""),
        };
    }
}
