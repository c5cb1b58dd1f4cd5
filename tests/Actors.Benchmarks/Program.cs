using Actors.Benchmarks.Ratios;
using BenchmarkDotNet.Running;

if (args is ["ratios", .. var rows]) return await RatioCommand.RunAsync(rows, Console.Out, Console.Error);

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
