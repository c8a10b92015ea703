using System.Globalization;
using Rlm.Testing;

namespace Rlm.Wasm.Tests.Caching.Parts;

/// <summary>Several processes that keep parts of one text in one folder at once.</summary>
[Trait("Category", "Security")]
public sealed class SharedPartsTests
{
    private const string Source =
        """
        pub fn analyze(input: &str) -> String {
            println!("{}", input.len());
            input.lines().filter(|line| line.ends_with('7')).collect::<Vec<_>>().join(",")
        }
        pub fn merge(parts: &[String]) -> String { parts.join("\n") }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_come_to_the_same_and_none_sees_what_is_not_whole()
    {
        using var folder = new TempFolder();
        var compiled = await Sandbox.Compiler.CompileAsync(Source, Stop);
        await File.WriteAllBytesAsync(folder.PathOf("a.wasm"), compiled.Analysis!.Wasm.ToArray(), Stop);
        var text = folder.Write("text", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i.ToString(CultureInfo.InvariantCulture)}\n")));
        string[] Words(string modules) => ["grow", folder.PathOf(modules), folder.PathOf("keys", "key"), folder.PathOf("a.wasm"), text, $"{Cases.Of(full: 400, quick: 40)}"];

        using var alone = CacheHostProcess.Start();
        var expected = (await alone.SayAsync(Words("alone"))).Split(' ');
        Assert.Equal((0, 0), (int.Parse(expected[2], CultureInfo.InvariantCulture), int.Parse(expected[3], CultureInfo.InvariantCulture)));

        var processes = Enumerable.Range(0, 3).Select(_ => CacheHostProcess.Start()).ToList();
        try
        {
            foreach (var process in processes)
            {
                await process.TellAsync(Words("shared"));
            }

            foreach (var process in processes)
            {
                var said = (await process.HearAsync())!.Split(' ');
                Assert.Equal(expected[0], said[0]);
                Assert.NotEqual("0", said[1]);
                Assert.Equal(["0", "0"], said[2..]);
            }
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }

        Assert.DoesNotContain(Directory.EnumerateFiles(folder.PathOf("shared")), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }
}
