using System.Text;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Toolchain;

const string source = "pub fn analyze(input: &str) -> usize { input.split_whitespace().count() }";

var compiler = new RustCompiler(new ToolchainLocator(new ToolchainOptions()), new CompilerOptions());
var cache = new ModuleCache(compiler, new ModuleCacheOptions());
var lookup = await cache.GetAsync(source);
if (lookup.Module is not { } module) { return Fail(lookup.Error!.Message); }
var input = AnalysisInput.FromUtf8(await File.ReadAllBytesAsync(args[0]));
var outcome = await new WasmExecutor(new ExecutionOptions()).ExecuteAsync(module, [input]);
if (outcome.Output is not { } output) { return Fail(outcome.Error!.Message); }
Console.WriteLine(Encoding.UTF8.GetString(output.Span));
return 0;

static int Fail(string message) { Console.Error.WriteLine(message); return 1; }
