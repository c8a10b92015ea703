using System.Collections;
using Microsoft.Extensions.AI;
using Rlm.Budgets;
using Rlm.Models;

namespace Rlm.Tests.Budgets;

public sealed class TokenGaugeTests
{
    [Fact]
    public void A_turn_reads_what_is_new_in_a_conversation_and_nothing_twice()
    {
        var gauge = new TokenGauge();
        var conversation = new List<ChatMessage>();
        var contents = new List<Contents>();
        for (var turn = 1; turn <= 50; turn++)
        {
            contents.Add(new Contents($"Turn {turn} says something that is different from the others."));
            conversation.Add(new ChatMessage(ChatRole.User, contents[^1]));
            gauge.Of(conversation);
            gauge.Of(conversation);
            gauge.Learn(conversation, turn * 20);
        }

        Assert.All(contents, c => Assert.Equal(1, c.Read));
    }

    [Fact]
    public void A_conversation_has_the_tokens_of_its_messages_whenever_they_came()
    {
        ChatMessage[] messages = [new(ChatRole.System, "Be brief, in 12 words."), new(ChatRole.User, "häufigste Wörter"), new(ChatRole.User, string.Empty)];
        var gauge = new TokenGauge();
        gauge.Of(messages[..1]);
        gauge.Of(messages[1..]);

        Assert.Equal(TokenEstimate.Of(messages), gauge.Of(messages));
        Assert.Equal(messages.Sum(m => TokenEstimate.Of([m])), gauge.Of(messages));
    }

    [Fact]
    public void A_message_in_the_place_of_another_counts_as_what_it_says()
    {
        var (first, second) = (new ChatMessage(ChatRole.User, new string('x', 9_000)), new ChatMessage(ChatRole.User, "[left out]"));
        var gauge = new TokenGauge();
        gauge.Of([first]);

        Assert.Equal(TokenEstimate.Of([second]), gauge.Of([second]));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("abc", 2)]
    [InlineData("0123456789", 11)]
    [InlineData("a1b2c3", 5)]
    [InlineData("äöü٣", 3)]
    public void Every_digit_is_a_token_and_of_other_text_three_bytes(string text, long tokens) => Assert.Equal(tokens, TokenEstimate.Of(text));

    /// <summary>The contents of a message, which knows how often it was looked at.</summary>
    private sealed class Contents(string text) : IList<AIContent>
    {
        private readonly List<AIContent> _all = [new TextContent(text)];

        public int Read { get; private set; }

        public int Count => _all.Count;

        public bool IsReadOnly => false;

        public AIContent this[int index]
        {
            get => _all[index];
            set => _all[index] = value;
        }

        public IEnumerator<AIContent> GetEnumerator()
        {
            Read++;
            return _all.GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public void Add(AIContent item) => _all.Add(item);

        public void Clear() => _all.Clear();

        public bool Contains(AIContent item) => _all.Contains(item);

        public void CopyTo(AIContent[] array, int arrayIndex) => _all.CopyTo(array, arrayIndex);

        public int IndexOf(AIContent item) => _all.IndexOf(item);

        public void Insert(int index, AIContent item) => _all.Insert(index, item);

        public bool Remove(AIContent item) => _all.Remove(item);

        public void RemoveAt(int index) => _all.RemoveAt(index);
    }
}
