using Rlm.Testing;

namespace Rlm.Tests.Documents.Formats;

public sealed class ParquetTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_are_lines_and_what_is_nested_is_json()
    {
        Row[] rows =
        [
            new() { Id = 1, Name = "a,b\n\"c\"", When = new(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc), Price = 1.50m, Ok = true, Tags = ["x", "y"], Place = new() { City = "Köln", Zip = 5 }, Items = [new() { City = "A" }, new() { City = null, Zip = 7 }], Counts = new() { ["k"] = 1 } },
            new() { Id = 2, Name = null, When = new(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc), Price = -2m, Ratio = 0.1, Tags = [], Items = [], Counts = [] },
            new() { Id = 3, Name = "", When = default, Price = 0m, Tags = null, Items = null, Counts = null },
        ];
        using var set = await Load.From(_folder.Write("t.parquet", await Made.Parquet(rows)));
        Assert.Empty(set.Problems);
        var lines = Assert.Single(set.Documents).Text.ReadUtf8String().Split('\n');
        Assert.Equal("Id,Name,When,Price,Ratio,Ok,Tags,Place,Items,Counts", lines[0]);
        Assert.Equal("1,\"a,b \"\"c\"\"\",2024-01-02T03:04:05,1.5,,true,\"[\"\"x\"\",\"\"y\"\"]\",\"{\"\"City\"\":\"\"Köln\"\",\"\"Zip\"\":5}\",\"[{\"\"City\"\":\"\"A\"\",\"\"Zip\"\":null},{\"\"City\"\":null,\"\"Zip\"\":7}]\",\"{\"\"k\"\":1}\"", Plain(lines[1]));
        Assert.Equal("2,,2024-01-02T00:00:00,-2,0.1,false,[],,[],{}", Plain(lines[2]));
        Assert.StartsWith("3,,", lines[3]);
        Assert.EndsWith(",false,,,,", lines[3]);
        Assert.Equal("", lines[4]);
    }

    [Fact]
    public async Task Row_groups_follow_each_other_also_compressed_and_from_standard_input()
    {
        var bytes = await Made.Parquet(Enumerable.Range(0, 10_000).Select(i => new Small { Id = i }), groupSize: 1_000);
        using var set = await Load.FromInput(bytes, "-");
        var lines = Assert.Single(set.Documents).Text.ReadUtf8String().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["Id", .. Enumerable.Range(0, 10_000).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))], lines);
    }

    [Fact]
    public async Task Texts_of_many_pages_and_groups_stay_their_own()
    {
        const int rows = 60_000;
        var bytes = await Made.Parquet(Enumerable.Range(0, rows).Select(i => new Named { Name = i % 7 == 0 ? null : $"name {i} é", Numbers = [.. Enumerable.Range(0, i % 3)] }), groupSize: 25_000);
        using var set = await Load.From(_folder.Write("many.parquet", bytes));
        var lines = Assert.Single(set.Documents).Text.ReadUtf8String().Split('\n');
        Assert.Equal(rows + 2, lines.Length);
        for (var i = 0; i < rows; i++)
        {
            Assert.Equal((i % 7 == 0 ? "" : $"name {i} é") + (i % 3) switch { 0 => ",[]", 1 => ",[0]", _ => ",\"[0,1]\"" }, lines[i + 1]);
        }
    }

    /// <summary>A decimal has as many places as its column; what they are is not of interest here.</summary>
    private static string Plain(string line) => line.Replace("000000000000000000,", ",", StringComparison.Ordinal).Replace("1.500000000000000000", "1.5", StringComparison.Ordinal);

    private sealed class Small
    {
        public int Id { get; set; }
    }

    private sealed class Named
    {
        public string? Name { get; set; }

        public List<int>? Numbers { get; set; }
    }

    private sealed class Row
    {
        public int Id { get; set; }

        public string? Name { get; set; }

        public DateTime When { get; set; }

        public decimal Price { get; set; }

        public double? Ratio { get; set; }

        public bool Ok { get; set; }

        public List<string>? Tags { get; set; }

        public Place? Place { get; set; }

        public List<Place>? Items { get; set; }

        public Dictionary<string, int>? Counts { get; set; }
    }

    private sealed class Place
    {
        public string? City { get; set; }

        public int? Zip { get; set; }
    }
}
