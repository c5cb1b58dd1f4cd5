namespace Actors.Application.Chat;

/// <summary>Makes a frame of what the chat knows: a header, the newest lines, and the line that is being typed.</summary>
internal static class ChatScreen
{
    public static ScreenFrame Draw(ChatState state, ScreenSize size)
    {
        var (width, height) = (Math.Max(4, size.Width), Math.Max(2, size.Height));
        var rows = new List<ScreenRow>(height) { Header(state, width) };
        AddLines(rows, state, width, height - 2);
        while (rows.Count < height - 1) rows.Add(new ScreenRow("", RowStyle.Plain));
        rows.Add(Prompt(state, width, out var column));
        return new ScreenFrame(rows, column, height - 1);
    }

    private static ScreenRow Header(ChatState state, int width)
    {
        var text = $" {state.Place}  {(state.IsConnected ? "connected" : "no connection")}  {state.Nick}  {string.Join(' ', state.Channels.Select(
            channel => channel == state.Current ? $"[{channel}]" : channel))}{(state.Scroll > 0 ? "  (scrolled back)" : "")}";
        var cut = ScreenText.Cut(ScreenText.Clean(text), width);
        return new ScreenRow(cut + new string(' ', width - ScreenText.WidthOf(cut)), RowStyle.Header);
    }

    private static void AddLines(List<ScreenRow> rows, ChatState state, int width, int count)
    {
        // From the newest back, so that a long past costs nothing.
        var wanted = count + state.Scroll;
        var newest = new List<ScreenRow>();
        for (var i = state.Lines.Count - 1; i >= 0 && newest.Count < wanted; i--)
        {
            var line = state.Lines[i];
            var style = line.Kind == ChatLineKind.Notice ? RowStyle.Notice : RowStyle.Plain;
            newest.AddRange(ScreenText.Wrap(line.Text, width).Reverse().Select(text => new ScreenRow(text, style)));
        }

        state.Scroll = Math.Clamp(newest.Count - count, 0, state.Scroll);
        rows.AddRange(newest.Skip(state.Scroll).Take(count).Reverse());
    }

    private static ScreenRow Prompt(ChatState state, int width, out int column)
    {
        var prompt = ScreenText.Cut($"{state.Current ?? "-"}> ", width / 2);
        var room = width - ScreenText.WidthOf(prompt) - 1;
        var text = state.Input.Text;

        // A long line is shown around the cursor.
        var start = 0;
        while (ScreenText.WidthOf(text[start..state.Input.Cursor]) > room) start += char.IsSurrogatePair(text, start) ? 2 : 1;
        column = ScreenText.WidthOf(prompt) + ScreenText.WidthOf(text[start..state.Input.Cursor]);
        return new ScreenRow(prompt + ScreenText.Cut(ScreenText.Clean(text[start..]), room), RowStyle.Plain);
    }
}
