namespace Actors.Application.Hub;

/// <summary>Settings of one command whose output is published, section <c>Hub:Sources:0</c> and so on.</summary>
internal sealed class HubSourceOptions
{
    /// <summary>The channel that gets the command's lines.</summary>
    /// <value>1 to 128 of <c>A-Z a-z 0-9 . _ -</c>.</value>
    public string Channel { get; set; } = "";

    /// <summary>The program: a path, or a name that is looked for in <c>PATH</c>.</summary>
    public string Command { get; set; } = "";

    /// <summary>What the program is given, each as it stands: no shell looks at it.</summary>
    public List<string> Arguments { get; set; } = [];

    /// <summary>Where it runs.</summary>
    /// <value>Empty by default: where the host runs.</value>
    public string WorkingDirectory { get; set; } = "";

    /// <summary>When it is started again.</summary>
    /// <value><see cref="HubSourceRestart.OnFailure"/> by default.</value>
    public HubSourceRestart Restart { get; set; } = HubSourceRestart.OnFailure;

    /// <summary>How often it is started again within <see cref="Window"/>; after that it stays ended, which is logged as an error.</summary>
    /// <value>At least 1; 5 by default.</value>
    public int MaxRestarts { get; set; } = 5;

    /// <summary>The time in which <see cref="MaxRestarts"/> counts.</summary>
    /// <value>More than zero; 30 seconds by default.</value>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it stays down before it is started again; doubled from one to the next, up to 30 seconds.</summary>
    /// <value>More than zero; 0.2 seconds by default.</value>
    public TimeSpan Backoff { get; set; } = TimeSpan.FromMilliseconds(200);
}

/// <summary>When a source's command is started again.</summary>
internal enum HubSourceRestart
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>When its exit code is not 0, or it could not be started.</summary>
    OnFailure,

    /// <summary>However it ended.</summary>
    Always,
}
