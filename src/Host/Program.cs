using Actors.Application.CommandLine;

return await ActorsCommand.RunAsync(args);
