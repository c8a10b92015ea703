using System.Text;
using CsCheck;
using Rlm.Documents;

namespace Rlm.Tests.Documents;

public sealed class JoinedTextTests
{
    [Fact]
    public void Documents_follow_each_other_with_a_newline_added_where_one_is_missing() =>
        Gen.Select(Texts.Any.Array[0, 8], Gen.Int[1, 40]).Sample((texts, step) =>
        {
            using var set = Set(texts);
            var expected = Encoding.UTF8.GetBytes(string.Concat(texts.Select(
                text => text.Length == 0 || text.EndsWith('\n') ? text : text + "\n")));
            Assert.Equal(expected, Texts.Bytes(set.Context));
            for (var position = 0; position < expected.Length; position += step)
            {
                var part = new byte[Math.Min(step, expected.Length - position)];
                Assert.True(set.Context.TryRead(position, part));
                Assert.Equal(expected[position..(position + part.Length)], part);
            }

            for (var i = 0; i < texts.Length; i++)
            {
                var span = set.Context.Documents[i];
                Assert.Equal(Encoding.UTF8.GetBytes(texts[i]), expected[(int)span.Start..(int)span.End]);
                Assert.Equal(set.Documents[i].Name, span.Name);
            }
        });

    [Fact]
    public void A_slice_knows_the_documents_in_it()
    {
        using var set = Set("one", "two\n", "three");
        var slice = set.Context.Slice(2, 9).Slice(1, 7);
        Assert.Equal("\ntwo\nt", Texts.String(slice));
        Assert.Equal([("d1", 1L, 5L), ("d2", 5L, 6L)], slice.Documents.Select(span => (span.Name, span.Start, span.End)));
    }

    [Fact]
    public void Reading_past_the_end_fails()
    {
        using var set = Set("one", "two");
        Assert.False(set.Context.TryRead(set.Context.Length - 1, new byte[2]));
        Assert.False(set.Context.TryRead(-1, new byte[1]));
        Assert.True(set.Context.TryRead(set.Context.Length, []));
        Assert.Equal(0, Set().Context.Length);
    }

    private static DocumentSet Set(params string[] texts) =>
        DocumentSet.Of(texts.Select((text, i) => ($"d{i}", Text.FromText(text))));
}
