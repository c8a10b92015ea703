using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rlm.Analyses;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Hosting;
using Rlm.Prompts;
using Rlm.Runs;
using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Toolchain;

namespace Rlm.Tests.Hosting;

public sealed class AddRlmTests
{
    [Theory]
    [InlineData(typeof(RlmRunner))]
    [InlineData(typeof(AnalysisRunner))]
    [InlineData(typeof(PromptBuilder))]
    [InlineData(typeof(DocumentLoader))]
    [InlineData(typeof(ModuleCache))]
    [InlineData(typeof(RustCompiler))]
    [InlineData(typeof(WasmExecutor))]
    [InlineData(typeof(ToolchainLocator))]
    [InlineData(typeof(ToolchainInstaller))]
    [InlineData(typeof(TimeProvider))]
    public void Every_service_is_there_once(Type service)
    {
        using var folder = new TempFolder();
        using var provider = Services(folder).BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Assert.Same(provider.GetRequiredService(service), provider.GetRequiredService(service));
    }

    [Fact]
    public void What_is_registered_already_stays()
    {
        using var folder = new TempFolder();
        var time = new TestTime(TimeSpan.Zero);
        var executor = new WasmExecutor(new ExecutionOptions());
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(executor);
        services.AddRlm();
        services.AddRlm();
        using var provider = services.BuildServiceProvider();
        Assert.Same(time, provider.GetRequiredService<TimeProvider>());
        Assert.Same(executor, provider.GetRequiredService<WasmExecutor>());
        Assert.Single(provider.GetServices<RlmRunner>());
        Assert.Single(provider.GetServices<IValidateOptions<RlmOptions>>());
    }

    [Fact]
    public void Settings_given_twice_add_up()
    {
        var services = new ServiceCollection();
        services.AddRlm(o => o.Limits = o.Limits with { MaxIterations = 5 });
        services.AddRlm(o => o.Limits = o.Limits with { MaxSubCalls = 6 });
        using var provider = services.BuildServiceProvider();
        Assert.Equal(new RunLimits { MaxIterations = 5, MaxSubCalls = 6 }, provider.GetRequiredService<IOptions<RlmOptions>>().Value.Limits);
    }

    [Fact]
    public async Task Analyses_that_are_switched_off_are_neither_run_nor_offered()
    {
        using var folder = new TempFolder();
        using var provider = Services(folder, o => o.WasmEnabled = false).BuildServiceProvider();
        var run = await provider.GetRequiredService<AnalysisRunner>().RunAsync(
            "pub fn analyze(input: &str) -> String { input.into() }", Bind, null, TestContext.Current.CancellationToken);
        Assert.Equal(AnalysisRunner.SwitchedOff, run.Error);
        using var documents = DocumentSet.Of([("a.txt", Text.FromText("x"))]);
        var prompt = await provider.GetRequiredService<PromptBuilder>().BuildAsync(
            new PromptRequest(CommandCatalog.BuiltIn, documents, new RunLimits()), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("rust_wasm", prompt.Text);

        static IReadOnlyList<Text>? Bind(IReadOnlyList<string> parameters, out Rlm.Wasm.WasmError? error)
        {
            error = null;
            return [Text.Empty];
        }
    }

    internal static IServiceCollection Services(TempFolder folder, Action<RlmOptions>? configure = null) =>
        new ServiceCollection().AddRlm(o =>
        {
            o.Cache = new ModuleCacheOptions { Folder = folder.PathOf("modules"), KeyFile = folder.PathOf("seal.key") };
            configure?.Invoke(o);
        });
}
