using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Validation;

public sealed class HonestSourceTests
{
    public static TheoryData<string, string> Sources()
    {
        var data = new TheoryData<string, string>();
        foreach (var (name, text) in SourceFiles.Honest())
        {
            data.Add(name, text);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void An_honest_source_passes(string name, string text)
    {
        var result = SourceValidator.Validate(text);

        Assert.True(result.Problems.Count == 0, $"{name}: {string.Join('\n', result.Problems.Select(problem => problem.Rendered))}");
        Assert.NotNull(result.Source);
        Assert.Equal(Lines(text), Lines(result.Source.CompilerText));
    }

    [Fact]
    public void There_are_many_of_them() => Assert.InRange(SourceFiles.Honest().Count(), 120, int.MaxValue);

    private static int Lines(string text) => text.Count(c => c == '\n');
}
