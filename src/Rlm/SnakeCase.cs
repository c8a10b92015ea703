using System.Text.Json;

namespace Rlm;

/// <summary>Names of enum values as they appear in JSON and in messages.</summary>
internal static class SnakeCase
{
    public static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
