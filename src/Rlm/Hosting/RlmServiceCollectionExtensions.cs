using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rlm.Analyses;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Hosting;
using Rlm.Prompts;
using Rlm.Runs;
using Rlm.Sessions;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Toolchain;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registration of RLM.</summary>
public static class RlmServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="RlmRunner"/> and what it needs. What is registered already stays. All services are singletons and
    /// safe to use from any number of threads; nothing is started before it is used.
    /// </summary>
    /// <param name="services">Where to add.</param>
    /// <param name="configure">Changes settings; null keeps the defaults.</param>
    public static IServiceCollection AddRlm(this IServiceCollection services, Action<RlmOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<RlmOptions>();
        services.AddLogging();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RlmOptions>, RlmOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(p => new ToolchainLocator(Options(p).Toolchain, p.GetService<ILogger<ToolchainLocator>>(), Time(p)));
        services.TryAddSingleton(p => new ToolchainInstaller(Options(p).Toolchain, p.GetService<ILogger<ToolchainInstaller>>(), Time(p)));
        services.TryAddSingleton(p => new RustCompiler(
            p.GetRequiredService<ToolchainLocator>(), Options(p).Compiler, Time(p), p.GetService<ILogger<RustCompiler>>()));
        services.TryAddSingleton(p => new ModuleCache(
            p.GetRequiredService<RustCompiler>(), Options(p).Cache, Time(p), p.GetService<ILogger<ModuleCache>>()));
        services.TryAddSingleton(p => new WasmExecutor(Options(p).Execution, Time(p), p.GetRequiredService<ModuleCache>().Parts));
        services.TryAddSingleton(p => new AnalysisRunner(
            p.GetRequiredService<ModuleCache>(), p.GetRequiredService<WasmExecutor>(), Time(p), Options(p).WasmEnabled));
        services.TryAddSingleton(p => new LineIndexStore(Options(p).Documents, Time(p), p.GetService<ILogger<LineIndexStore>>()));
        services.TryAddSingleton(p => new DocumentLoader(
            Options(p).Documents, p.GetRequiredService<LineIndexStore>(), p.GetService<ILogger<DocumentLoader>>()));
        services.TryAddSingleton(p => CommandCatalog.BuiltIn.With(p.GetServices<Command>()));
        services.TryAddSingleton(p => new PromptBuilder(p.GetRequiredService<RustCompiler>(), Options(p).Execution, Options(p).WasmEnabled));
        services.TryAddSingleton(p => new RlmRunner(
            p.GetRequiredService<AnalysisRunner>(), p.GetRequiredService<PromptBuilder>(), Options(p).Retry, Time(p), Options(p).RepairAttempts, p.GetRequiredService<CommandCatalog>()));
        services.TryAddSingleton(p => new SessionStore(RlmPaths.Sessions, Options(p).Sessions, Time(p)));
        return services;
    }

    /// <summary>
    /// Adds a command of the host's own. Models find it in the prompt beside the built-in ones, and its fields are checked
    /// against its declaration. What it returns is part of the run: a run that is resumed or replayed carries it out again.
    /// </summary>
    /// <typeparam name="TArguments">Its fields; properties in Pascal case are fields in snake case.</typeparam>
    /// <param name="services">Where to add; after <see cref="AddRlm"/> or before.</param>
    /// <param name="declaration">What is said about it everywhere. Its name must not be taken.</param>
    /// <param name="type">How its fields are read: source-generated, in snake case.</param>
    /// <param name="execute">What it does.</param>
    public static IServiceCollection AddCommand<TArguments>(
        this IServiceCollection services, CommandDeclaration declaration, JsonTypeInfo<TArguments> type, ExecuteCommand<TArguments> execute)
        where TArguments : CommandArguments => services.AddSingleton<Command>(new HostCommand<TArguments>(declaration, type, execute));

    private static RlmOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<RlmOptions>>().Value;

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
