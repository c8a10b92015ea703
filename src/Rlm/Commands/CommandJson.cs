using System.Text.Json.Serialization;

namespace Rlm.Commands;

/// <summary>Source-generated JSON of the built-in commands' fields.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(DocumentsArguments))]
[JsonSerializable(typeof(SliceArguments))]
[JsonSerializable(typeof(LinesArguments))]
[JsonSerializable(typeof(FindArguments))]
[JsonSerializable(typeof(RegexArguments))]
[JsonSerializable(typeof(CountArguments))]
[JsonSerializable(typeof(SplitArguments))]
[JsonSerializable(typeof(LenArguments))]
[JsonSerializable(typeof(IndexTermsArguments))]
[JsonSerializable(typeof(SetArguments))]
[JsonSerializable(typeof(GetArguments))]
[JsonSerializable(typeof(PrintArguments))]
[JsonSerializable(typeof(RustWasmArguments))]
[JsonSerializable(typeof(WasmArguments))]
[JsonSerializable(typeof(WasmWatArguments))]
[JsonSerializable(typeof(LlmQueryArguments))]
[JsonSerializable(typeof(LlmMapArguments))]
[JsonSerializable(typeof(RlmQueryArguments))]
[JsonSerializable(typeof(FinalArguments))]
[JsonSerializable(typeof(FinalVarArguments))]
internal sealed partial class CommandJson : JsonSerializerContext;
