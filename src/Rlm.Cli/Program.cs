using System.Text;
using Rlm.Cli;
using Rlm.Cli.Terminal;

// Whatever the locale says: results are UTF-8 as documents are.
Console.OutputEncoding = Console.InputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await RlmCommandLine.RunAsync(
    args, SafeWriter.For(Console.Out, Console.IsOutputRedirected), SafeWriter.For(Console.Error, Console.IsErrorRedirected)).ConfigureAwait(false);
