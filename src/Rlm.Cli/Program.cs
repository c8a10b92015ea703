using Rlm.Cli;

return await RlmCommandLine.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);
