namespace Rlm.Wasm.Validation;

/// <summary>One name that a <c>use</c> brings in.</summary>
/// <param name="Head">Index of the first name of its path.</param>
/// <param name="Token">Index of the last name of its path, or of the <c>*</c>.</param>
/// <param name="Path">The first three names of the path, joined with <c>::</c>.</param>
/// <param name="Name">What it is called from here on; <c>*</c> for everything in the path.</param>
internal readonly record struct UseLeaf(int Head, int Token, string Path, string Name);
