using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Rlm.Commands;

namespace Rlm.Tests.Commands;

/// <summary>That a search which looks only at lines with certain bytes finds what a search of all lines does.</summary>
public sealed class PrefilterTests
{
    private static readonly string[] Atoms =
    [
        "a", "b", "ab", "abc", "aBc", "é", "äö", "漢字", "😀", " ", "k", "K", "s", "ſ", "İ", "i", "ı", "\\.", "\\d", "\\w+", "\\s", "\\b", "^", "$", ".", ".*",
        "[ab]", "[^a]", "[]a]", "[\\]b]", "[a-c-[b]]", "\\p{L}", "\\P{Lu}", "(?:abc)", "(abc|bca)", "(?:a|)", "(ab)?", "(?:abc)+", "(abc){0}",
        "(abc){0,2}", "(cab){2}", "a?", "b*", "c+", "c{2}", "c{2,}?", "c{0,3}", "a{,2}", "b{", "}", "]", "-", "\\-", "\\t", "#", "|", "|", "&&",
        "(?i)", "(?:(?:abc))", "(?<n>abc)", "\\u0061", "\\x61",
    ];

    private static readonly string[] Pieces =
    [
        "a", "b", "c", "ab", "abc", "ABC", "bca", "cab", "CAB", "é", "É", "äö", "ÄÖ", "漢字", "😀", " ", "k", "K", "s", "ſ", "İ", "i", "ı", ".", "3", "\t",
        "\n", "\n", "\r\n", "{", "}", "{,2}", "]", "-", "#", "|", "&&", "\uFFFD", "\0",
    ];

    private static readonly Gen<string> Line = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 12].Select(string.Concat);

    private static readonly Gen<string> Pattern = Gen.Int[0, Atoms.Length - 1].Select(i => Atoms[i]).Array[1, 7].Select(string.Concat);

    [Fact]
    public void Bytes_are_found_where_they_stand_first() =>
        Gen.Select(Line.Array[0, 40].Select(string.Concat), Line, Gen.Int[0, 300], Gen.Bool).Sample((text, wanted, from, ignoreCase) =>
        {
            wanted = wanted.Length == 0 ? "abc" : wanted;
            var bytes = Encoding.UTF8.GetBytes(text);
            from = Math.Min(from, bytes.Length);
            var expected = -1;
            for (var at = from; expected < 0 && at <= bytes.Length - Encoding.UTF8.GetByteCount(wanted); at++)
            {
                var here = bytes.AsSpan(at, Encoding.UTF8.GetByteCount(wanted));
                var same = ignoreCase
                    ? Folded(here).SequenceEqual(Folded(Encoding.UTF8.GetBytes(wanted)))
                    : here.SequenceEqual(Encoding.UTF8.GetBytes(wanted));
                expected = same ? at : -1;
            }

            Assert.Equal(expected, new ByteLiteral(wanted, ignoreCase).Next(bytes, from));
        });

    [Fact]
    public void A_line_in_which_a_pattern_matches_has_its_bytes()
    {
        var (filtered, matched) = (0, 0);
        Gen.Select(Pattern, Line.Array[1, 20]).Sample((pattern, lines) =>
        {
            if (RegexLiterals.Of(pattern) is not { } filter || SafeRegex.Create(pattern, out _) is not { } regex)
            {
                return;
            }

            Interlocked.Increment(ref filtered);
            foreach (var line in lines.SelectMany(l => l.Split('\n')).Where(line => regex.IsMatch(line)))
            {
                Interlocked.Increment(ref matched);
                Assert.True(Has(filter, line), $"{pattern} matches {line}");
            }
        }, iter: 5_000);

        // Or the property says nothing.
        Assert.True(filtered > 200 && matched > 50, $"{filtered} patterns, {matched} matches");
    }

    [Fact]
    public void A_line_with_a_text_in_upper_or_lower_case_has_its_bytes() =>
        Gen.Select(Line, Line.Array[1, 30]).Sample((wanted, lines) =>
        {
            wanted = wanted.Replace("\n", "", StringComparison.Ordinal);
            if (wanted.Length == 0 || FindLiterals.Of(wanted) is not { } filter)
            {
                return;
            }

            foreach (var line in lines.Append(wanted.ToUpperInvariant()).Append(wanted.ToLowerInvariant()).Append(wanted)
                .Where(line => line.Contains(wanted, StringComparison.OrdinalIgnoreCase)))
            {
                Assert.True(Has(filter, line), $"{wanted} in {line}");
            }
        });

    [Theory]
    [InlineData("漢字äö", "漢字ÄÖ", "漢字aö")]
    [InlineData("größe", "GRÖßE", "größ")]
    [InlineData("😀 Ä", "😀 ä", "😀 a")]
    [InlineData("kilo", "KILO", "\u212Ailo")]
    public void A_text_is_looked_for_in_all_ways_to_write_it(string wanted, string other, string none)
    {
        var filter = FindLiterals.Of(wanted);
        Assert.NotNull(filter);
        Assert.True(Has(filter, $"..{other}.."));
        Assert.False(Has(filter, $"..{none}.."));
    }

    [Theory]
    [InlineData("timeout", "timeout")]
    [InlineData("ERROR .*took", "ERROR ")]
    [InlineData("^(?:GET|POST) /index", " /index")]
    [InlineData("(refused|timed out)", "refused|timed out")]
    [InlineData("abc|defg", "abc|defg")]
    [InlineData("foo(bar)?bazz", "bazz")]
    [InlineData("abcd*e", "abc")]
    [InlineData("abcd+ef", "abcd")]
    [InlineData("a\\.b\\.c", "a.b.c")]
    [InlineData("(?i)zzyzx", "zzyzx")]
    [InlineData("(?i)worker", "wor")]
    [InlineData("größe", "größe")]
    public void The_bytes_are_the_longest_that_are_sure(string pattern, string expected)
    {
        var filter = RegexLiterals.Of(pattern);
        Assert.NotNull(filter);
        foreach (var one in expected.Split('|'))
        {
            Assert.True(Has(filter, $"..{one}.."));
            Assert.False(Has(filter, $"..{one[1..]}.."));
            Assert.False(Has(filter, $"..{one[..^1]}.."));
        }
    }

    [Theory]
    [InlineData("\\d+")]
    [InlineData("abc|\\d")]
    [InlineData("(?:abc)?")]
    [InlineData("ab")]
    [InlineData("(?i)kör kük")]
    [InlineData("(?x)a b c d")]
    [InlineData("a(?i)bcde")]
    [InlineData("abcd{,3}")]
    public void Where_nothing_is_sure_every_line_is_looked_at(string pattern) =>
        Assert.Null(RegexLiterals.Of(pattern));

    [Fact]
    public void Groups_within_groups_have_a_bound() => Assert.Null(RegexLiterals.Of(new string('(', 4_000) + "abc" + new string(')', 4_000)));

    [Fact]
    public void Only_k_has_a_second_character_beyond_ASCII_in_any_case()
    {
        // What the prefilters rest on; should the runtime's tables ever change, it shows here.
        var beyond = new string([.. Enumerable.Range(0x80, 0xFFFF - 0x80).Select(c => (char)c).Where(c => !char.IsSurrogate(c))]);
        for (var c = ' '; c < 0x7F; c++)
        {
            var regex = SafeRegex.Create("(?i)" + Regex.Escape(c.ToString()), out _)!;
            Assert.Equal(c is 'k' or 'K' ? ["\u212A"] : [], regex.Matches(beyond).Select(m => m.Value));
            Assert.Equal(-1, beyond.IndexOf(c.ToString(), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Variants_of_a_character_are_all_that_a_search_in_any_case_finds()
    {
        var all = new string([.. Enumerable.Range(0, 0xFFFF).Select(c => (char)c).Where(c => !char.IsSurrogate(c))]);
        foreach (var c in "äÄéßſıİςσΣKǅдДｆＦ漢\u0345")
        {
            var wanted = System.Buffers.SearchValues.Create([c.ToString()], StringComparison.OrdinalIgnoreCase);
            var found = new List<char>();
            for (var at = 0; all.AsSpan(at).IndexOfAny(wanted) is >= 0 and var next; at += next + 1)
            {
                found.Add(all[at + next]);
            }

            Assert.Equal(found, FindLiterals.Variants(c));
        }
    }

    [Theory]
    [InlineData("""{"op":"find","text":"NEEDLE"}""", 3)]
    [InlineData("""{"op":"find","text":"ÄÖ"}""", 1)]
    [InlineData("""{"op":"find","text":"hay 漢"}""", 24_999)]
    [InlineData("""{"op":"regex","pattern":"needle\\d+$"}""", 2)]
    [InlineData("""{"op":"regex","pattern":"^hay .*1\\d\\d7$"}""", 500)]
    [InlineData("""{"op":"regex","pattern":"hay 漢.*nothing"}""", 0)]
    public async Task In_a_large_text_lines_numbers_and_places_are_those_of_a_small_one(string command, int expected)
    {
        // Above the size from which on only candidates are looked at, and with so many of them that this is given up midway.
        var lines = Enumerable.Range(0, 50_000).Select(i =>
            i is 7 or 49_999 ? $"a needle{i}" : i == 20_000 ? "größer Needle äÖ" : i % 2 == 0 ? $"hay 漢 of some length {i}" : $"hay and more of it {i}\r").ToList();
        using var bench = new CommandBench(("big.txt", string.Join('\n', lines)));
        var kept = await bench.KeepAsync(command);

        using var small = new CommandBench([.. lines.Chunk(20_000).Select((part, i) => ($"{i}", string.Join('\n', part)))]);
        var parts = string.Empty;
        foreach (var document in small.Documents.Documents)
        {
            var on = $$"""{{command[..^1]}},"on":"{{document.Name}}"}""";
            parts += await small.KeepAsync(on);
        }

        Assert.Equal(parts, kept);
        Assert.Equal(expected, kept.Count(c => c == '\n'));
        if (expected == 3)
        {
            var shown = await bench.ShowAsync(command);
            Assert.Contains("\n7: a needle7\n20000: größer", shown);
            Assert.Contains("\n49999: a needle49999", shown);
        }
    }

    private static bool Has(LinePrefilter filter, string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        filter.Begin(bytes);
        return filter.Next(bytes, 0) >= 0;
    }

    private static byte[] Folded(ReadOnlySpan<byte> bytes)
    {
        var folded = bytes.ToArray();
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = char.IsAsciiLetterUpper((char)folded[i]) ? (byte)(folded[i] | 0x20) : folded[i];
        }

        return folded;
    }
}
