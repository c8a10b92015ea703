using System.Text;
using Rlm.Cli;

// Whatever the locale says: results are UTF-8 as documents are.
Console.OutputEncoding = Console.InputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await RlmCommandLine.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);
