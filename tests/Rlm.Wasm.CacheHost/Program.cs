using Rlm.Wasm.CacheHost;

var host = new Host();
while (await Console.In.ReadLineAsync() is { } line)
{
    await Console.Out.WriteLineAsync(await host.AnswerAsync(line.Split('\t')));
    await Console.Out.FlushAsync();
}
