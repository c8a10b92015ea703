namespace Rlm.Tests.Replies;

public sealed class ReplyShapeTests
{
    [Theory]
    [InlineData("He said {\"name\":\"Anna\",\"arguments\":[1]}")]
    [InlineData("{\"name\":\"Anna\",\"age\":7}")]
    [InlineData("{\"name\":\"order-17\",\"parameters\":{\"a\":1}}")]
    public void Data_is_not_taken_for_a_call(string reply) => Assert.Equal(string.Empty, Reading.Of(reply));
}
