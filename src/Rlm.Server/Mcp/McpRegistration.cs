using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;

namespace Rlm.Server.Mcp;

/// <summary>The tools for agents, over HTTP and over standard input and output.</summary>
internal static class McpRegistration
{
    private const string Instructions =
        "Tools for documents that do not fit into a context window. To count, sum, join or parse exactly, write Rust for run_rust_analysis; "
        + "to look something up, find_in_documents; to have a question answered as a whole, ask_documents.";

    public static IMcpServerBuilder AddRlmTools(this IServiceCollection services)
    {
        services.AddSingleton<ToolDocuments>();
        return services
            .AddMcpServer(options =>
            {
                options.ServerInfo = new Implementation { Name = "rlm", Title = "RLM", Version = ServerVersion.Text };
                options.ServerInstructions = Instructions;
            })
            .WithTools<AnalysisTools>()
            .WithTools<QuestionTool>();
    }

    /// <summary>Sessions for clients that begin one, so that the service can ask them for their model.</summary>
    public static void AddRlmToolsOverHttp(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddRlmTools().WithHttpTransport(http => http.SessionMode = HttpServerSessionMode.StatefulForInitializeClients);
    }
}
