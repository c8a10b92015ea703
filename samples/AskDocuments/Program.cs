using Microsoft.Extensions.DependencyInjection;
using Rlm.Documents;
using Rlm.Models;
using Rlm.Runs;

await using var services = new ServiceCollection().AddRlm().BuildServiceProvider();
var provider = new ProviderOptions
{
    Model = Environment.GetEnvironmentVariable("RLM_MODEL") ?? "gpt-5-mini",
    BaseUrl = Environment.GetEnvironmentVariable("RLM_BASE_URL"), // null: OpenAI itself, with the key in OPENAI_API_KEY
};
using var models = ModelFactory.Create([provider], localOnly: false, Environment.GetEnvironmentVariable, TimeProvider.System);
await using var documents = await services.GetRequiredService<DocumentLoader>().LoadAsync(args[1..]);
foreach (var problem in documents.Problems) { Console.Error.WriteLine(problem.Message); }
var request = new RunRequest { Question = args[0], Documents = documents, Models = models };
var result = await services.GetRequiredService<RlmRunner>().RunAsync(request);
Console.WriteLine(result.Answer ?? result.Error!.Message);
return result.Success ? 0 : 1;
