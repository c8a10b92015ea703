using System.Text;
using CsCheck;

namespace Rlm.Wasm.Tests.Validation;

/// <summary>Text that looks like Rust, and often is not.</summary>
internal static class RustText
{
    private static readonly string[] Pieces =
    [
        "a", "fn", "use", "mod", "r", "b", "br", "c", "cr", "r#", "r#x", "include_str", "env", "analyze", "merge", "std", "fs", "as", "self", "x1", "_",
        "'", "'a", "'a'", "b'", "'\\''", "\"", "\\", "\\\"", "r\"", "r#\"", "\"#", "\"##", "b\"", "c\"", "//", "/*", "*/", "///", "//!", "/**/", "\n", "\r\n", "\r",
        " ", "\t", "0", "1", "0x", "0b", "1.", ".", "..", "e", "E+", "_u8", "f64", "!", "=", "!=", "#", "#!", "#![", "[", "]", "(", ")", "{", "}", "<", ">", ">>",
        "::", ":", ";", ",", "->", "=>", "&", "&&", "|", "$", "`", "@", "~", "?", "é", "日", "😀", "\u200e", "\u0085", "\ufeff", "\0", "\u001b", "\ud800",
        "pub fn analyze(i: &str) -> u8 { 1 }", "include_str!(\"/etc/hostname\")", "use std::{fs, io::{self, *}};", "'outer: loop {}", "r#\"a\"#",
    ];

    private static readonly Gen<string> Piece = OneOf(Pieces);

    /// <summary>Pieces of Rust in any order.</summary>
    public static Gen<string> Soup { get; } = Piece.Array[0, 60].Select(string.Concat);

    /// <summary>Any characters at all.</summary>
    public static Gen<string> Noise { get; } = Gen.Char.Array[0, 60].Select(chars => new string(chars));

    /// <summary>Any bytes at all, as a reader of UTF-8 takes them.</summary>
    public static Gen<string> Bytes { get; } = Gen.Byte.Array[0, 120].Select(Encoding.UTF8.GetString);

    /// <summary>Honest sources with pieces put in or characters taken out.</summary>
    public static Gen<string> Mutated { get; } =
        Gen.Select(
            OneOf([.. SourceFiles.Honest().Select(source => source.Text)]),
            Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 5], Piece).Array[1, 6])
        .Select((text, edits) => edits.Aggregate(text, Edit));

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Edit(string text, (int At, int Remove, string Piece) edit)
    {
        var at = edit.At % (text.Length + 1);
        return text.Remove(at, Math.Min(edit.Remove, text.Length - at)).Insert(at, edit.Piece);
    }
}
