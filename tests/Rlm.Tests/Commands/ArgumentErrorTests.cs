using Rlm.Commands;

namespace Rlm.Tests.Commands;

public sealed class ArgumentErrorTests
{
    [Theory]
    [InlineData("""{"op":"find"}""", "text")]
    [InlineData("""{"op":"find","text":null}""", "text")]
    [InlineData("""{"op":"find","text":["a"]}""", "text")]
    [InlineData("""{"op":"find","text":""}""", "text")]
    [InlineData("""{"op":"find","text":"a\nb"}""", "text")]
    [InlineData("""{"op":"regex"}""", "pattern")]
    [InlineData("""{"op":"regex","pattern":{"p":"x"}}""", "pattern")]
    [InlineData("""{"op":"split"}""", "delimiter")]
    [InlineData("""{"op":"split","delimiter":""}""", "delimiter")]
    [InlineData("""{"op":"count","what":"pages"}""", "pages")]
    [InlineData("""{"op":"count","what":["lines"]}""", "what")]
    [InlineData("""{"op":"slice","start":"first"}""", "start")]
    [InlineData("""{"op":"slice","start":1.5}""", "start")]
    [InlineData("""{"op":"slice","end":true}""", "end")]
    [InlineData("""{"op":"lines","end":[1]}""", "end")]
    [InlineData("""{"op":"index_terms","min_count":"many"}""", "min_count")]
    [InlineData("""{"op":"index_terms","max_terms":99999999999}""", "max_terms")]
    [InlineData("""{"op":"set","name":"n"}""", "value")]
    [InlineData("""{"op":"set","value":"v"}""", "name")]
    [InlineData("""{"op":"get"}""", "name")]
    [InlineData("""{"op":"print"}""", "value")]
    [InlineData("""{"op":"rust_wasm"}""", "code")]
    [InlineData("""{"op":"rust_wasm","code":"  "}""", "code")]
    [InlineData("""{"op":"rust_wasm","code":"fn analyze(a: &str) -> String { a.into() }","inputs":"a.txt"}""", "inputs")]
    [InlineData("""{"op":"rust_wasm","code":"fn analyze(a: &str) -> String { a.into() }","inputs":{"a":7}}""", "inputs")]
    [InlineData("""{"op":"wasm"}""", "module")]
    [InlineData("""{"op":"wasm","module":["numbers"]}""", "module")]
    [InlineData("""{"op":"wasm","module":"grep"}""", "`grep`")]
    [InlineData("""{"op":"wasm_wat"}""", "wat")]
    [InlineData("""{"op":"wasm_wat","wat":"(module)","function":{}}""", "function")]
    [InlineData("""{"op":"llm_query"}""", "prompt")]
    [InlineData("""{"op":"final"}""", "answer")]
    [InlineData("""{"op":"final","answer":{"n":1}}""", "answer")]
    [InlineData("""{"op":"final_var"}""", "name")]
    [InlineData("""{"op":"count","on":{"a":1}}""", "on")]
    public async Task Wrong_arguments_are_answered_with_what_is_wrong_and_the_right_form(string command, string wrong)
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        var said = await bench.FailAsync(command, "invalid_arguments");
        var op = (string)System.Text.Json.Nodes.JsonNode.Parse(command)!["op"]!;
        Assert.Contains(wrong, said);
        Assert.Contains(CommandCatalog.BuiltIn.Find(op)!.Declaration.Example, said);
    }

    [Fact]
    public async Task A_whole_number_may_be_written_with_a_point()
    {
        using var bench = new CommandBench(("a.txt", "x\ny\n"));
        Assert.Equal("y\n", await bench.ShowAsync("""{"op":"lines","start":1.0}"""));
    }

    [Fact]
    public async Task An_unknown_command_is_answered_with_all_there_are()
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        var said = await bench.FailAsync("""{"op":"grep","text":"x"}""", "unknown_command");
        Assert.All(CommandCatalog.BuiltIn.Commands, c => Assert.Contains(c.Declaration.Op, said));
    }

    [Fact]
    public async Task Fields_that_a_command_does_not_know_are_overlooked()
    {
        using var bench = new CommandBench(("a.txt", "x\n"));
        Assert.Equal("1", await bench.ShowAsync("""{"op":"count","what":"lines","why":"to know","Thought":{"deep":[1]}}"""));
    }

    [Fact]
    public void Every_example_is_a_command_that_its_own_declaration_allows()
    {
        Assert.All(CommandCatalog.BuiltIn.Commands, command =>
        {
            var reading = Rlm.Replies.ReplyReader.Read(command.Declaration.Example);
            var read = Assert.Single(reading.Commands);
            Assert.Equal(command.Declaration.Op, read.Op);
            Assert.All(command.Declaration.Fields.Where(f => f.Required), f => Assert.True(read.Arguments.ContainsKey(f.Name)));
            var known = command.Declaration.Fields.Select(f => f.Name).Concat(["on", "store"]);
            Assert.All(read.Arguments, a => Assert.Contains(a.Key, known));
        });
    }

    [Fact]
    public void The_catalog_holds_the_commands_in_the_order_of_their_groups()
    {
        string[] expected =
        [
            "documents", "slice", "lines", "find", "regex", "count", "split", "len", "index_terms",
            "set", "get", "print", "rust_wasm", "wasm", "wasm_wat", "llm_query", "llm_map", "rlm_query", "final", "final_var",
        ];
        Assert.Equal(expected, CommandCatalog.BuiltIn.Commands.Select(c => c.Declaration.Op));
    }
}
