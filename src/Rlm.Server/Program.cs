using Rlm.Server;

return await ServerCommandLine.RunAsync(args).ConfigureAwait(false);
