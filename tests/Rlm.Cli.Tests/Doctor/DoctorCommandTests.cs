namespace Rlm.Cli.Tests.Doctor;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task With_everything_there_all_is_good()
    {
        using var bench = new CliBench();
        bench.Environment["RLM_MODEL"] = "m";
        bench.Environment["RLM_BASE_URL"] = "http://127.0.0.1:1/v1";
        var json = (await bench.RunAsync("doctor", "--json")).Exits(0).Json;
        Assert.All(json["findings"]!.AsArray(), f => Assert.True((bool)f!["good"]!));
        Assert.Contains(json["findings"]!.AsArray(), f => (string)f!["what"]! == "sandbox");
    }

    [Fact]
    public async Task Without_a_compiler_it_names_the_one_command_that_mends_it()
    {
        using var bench = new CliBench();
        bench.HideCompiler();
        var plain = (await bench.RunAsync("doctor")).Exits(3);
        Assert.Contains("missing  Rust compiler", plain.Output);
        Assert.Contains("-> rlm setup", plain.Output);
        Assert.Equal("missing", (await bench.RunAsync("doctor", "--json")).Exits(3).ErrorCode);
    }
}
