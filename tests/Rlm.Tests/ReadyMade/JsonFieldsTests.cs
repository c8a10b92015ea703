using static Rlm.Tests.ReadyMade.ReadyMadeBench;

namespace Rlm.Tests.ReadyMade;

/// <summary>json_fields. What is written as digits was computed with Python's json module over the same file.</summary>
public sealed class JsonFieldsTests
{
    [Fact]
    public async Task Values_in_lines_are_counted()
    {
        const string divisions = "1523\tSerie A\n1521\tEnglish Premier League\n1520\tPrimera Division\n1224\tDeutsche Bundesliga\n720\tÖsterreichische Bundesliga\n";
        Assert.Equal(divisions, await KeepOfSampleAsync("json_fields", """{"path":"division"}""", "football.jsonl"));
        Assert.Equal("6508", await KeepOfSampleAsync("json_fields", """{"path":"$.division","show":"count"}""", "football.jsonl"));
    }

    [Fact]
    public async Task A_document_is_read_as_one()
    {
        const string networks = "386\tci\n370\tnc\n297\tak\n260\tnn\n";
        Assert.Equal(networks, await KeepOfSampleAsync("json_fields", """{"path":"features[].properties.net","top":4}""", "earthquakes.json"));
        Assert.Equal("2", await KeepOfSampleAsync("json_fields", """{"path":"features[0].properties.mag","show":"values"}""", "earthquakes.json") is { } v ? v.TrimEnd() : null);
        Assert.Equal("-149.6259\n", await KeepOfSampleAsync("json_fields", """{"path":"features[5].geometry.coordinates[0]","show":"values"}""", "earthquakes.json"));
    }

    [Fact]
    public async Task Without_a_path_all_paths_are_listed()
    {
        const string paths = "4\taway_score\tnull\n6504\taway_score\tnumber\n6508\taway_team\ttext\n6508\tdate\ttext\n6508\tdivision\ttext\n4\thome_score\tnull\n6504\thome_score\tnumber\n6508\thome_team\ttext\n";
        Assert.Equal(paths, await KeepOfSampleAsync("json_fields", "{}", "football.jsonl"));
        Assert.Equal("2\ta[].b\tnull\n", await KeepAsync("json_fields", "{}", "{\"a\":[{\"b\":null},{\"b\":null}]}"));
    }

    [Theory]
    [InlineData("[\n {\"a\":1},\n {\"a\":2}\n]\n", "a", "1\n2\n")]
    [InlineData("[{\"a\":1},{\"a\":2}]", "[1].a", "2\n")]
    [InlineData("{\"a\":[1,2]}\n\n{\"a\":[3]}\n{\"b\":0}\n", "a[]", "1\n2\n3\n")]
    [InlineData("{\"a\":[1,2]}\n{\"a\":[3]}\n", "a[*]", "1\n2\n3\n")]
    [InlineData("{\"a\":[1,2]}\n", "a", "[1,2]\n")]
    [InlineData("{\"a\":{\"x y\":\"t\",\"z\":true}}\n", "a['x y']", "t\n")]
    [InlineData("{\"a\":{\"x\":\"t\",\"z\":true}}\n", "a.*", "t\ntrue\n")]
    [InlineData("{\"a\":\"two\\nlines\"}\n", "a", "\"two\\nlines\"\n")]
    [InlineData("\uFEFF{\"a\":\n 1}\n", "a", "1\n")]
    [InlineData("{\"a\":1.50}\n{\"a\":null}\n", "$.a", "1.5\nnull\n")]
    [InlineData("{\"a\":1}\n", "b", "")]
    public async Task Paths_lead_to_values_in_order(string text, string path, string expected) =>
        Assert.Equal(expected, await KeepAsync("json_fields", $$"""{"path":"{{path}}","show":"values"}""", text));

    [Fact]
    public async Task A_line_that_is_no_json_is_left_out_and_told()
    {
        var said = await ShowAsync("json_fields", """{"path":"a"}""", "{\"a\":1}\nstarting up\n{\"a\":1}\n");
        Assert.StartsWith("2\t1\n", said, StringComparison.Ordinal);
        Assert.Contains("left out 1 lines, such as:\nstarting up", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"path":"a"}""", "no json\n{ at all\n", "neither JSON lines nor one JSON document")]
    [InlineData("""{"path":"a[x]"}""", "{}", "write it like")]
    [InlineData("""{"path":"a..b"}""", "{}", "write it like")]
    [InlineData("""{"path":"a[1"}""", "{}", "write it like")]
    public async Task What_cannot_be_read_is_told(string args, string text, string said) =>
        Assert.Contains(said, await FailAsync("json_fields", args, text), StringComparison.Ordinal);
}
