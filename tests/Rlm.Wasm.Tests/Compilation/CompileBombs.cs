using System.Globalization;
using System.Text;

namespace Rlm.Wasm.Tests.Compilation;

/// <summary>Small sources that cost a compiler very much. All but the last few pass validation, as they must: nothing in them is forbidden.</summary>
internal static class CompileBombs
{
    private const string Tail = "\npub fn analyze(input: &str) -> String { format!(\"{}\", input.len() + used()) }\n";

    public static IEnumerable<(string Name, string Source)> All()
    {
        foreach (var loops in new[] { "u64::MAX", "10_000_000_000u64" })
        {
            yield return ($"const loop to {loops}", $"#[allow(long_running_const_eval)]\nconst N: u64 = {{ let mut i = 0u64; while i < {loops} {{ i += 1; }} i }};\nfn used() -> usize {{ N as usize }}" + Tail);
            yield return ($"const loop in an array's length to {loops}", $"#[allow(long_running_const_eval)]\nconst N: u64 = {{ let mut i = 0u64; while i < {loops} {{ i += 2; }} i }};\nfn used() -> usize {{ [0u8; (N % 7) as usize].len() }}" + Tail);
            yield return ($"const loop in a pattern to {loops}", $"#[allow(long_running_const_eval)]\nconst N: usize = {{ let mut i = 0u64; while i < {loops} {{ i += 3; }} i as usize }};\nfn used() -> usize {{ match 3usize {{ N => 1, _ => 2 }} }}" + Tail);
        }

        foreach (var depth in new[] { 30, 40, 60 })
        {
            yield return ($"const fn of two calls, {depth} deep", $"#[allow(long_running_const_eval)]\nconst fn f(n: u32) -> u64 {{ if n == 0 {{ 1 }} else {{ f(n - 1) + f(n - 1) }} }}\nconst N: u64 = f({depth});\nfn used() -> usize {{ N as usize }}" + Tail);
            yield return ($"doubled tuples, {depth} deep", Types(depth, "({0}, {0})") + Tail);
            yield return ($"doubled arrays, {depth} deep", Types(depth, "[{0}; 2]") + Tail);
        }

        yield return ("types without end", "fn deep<T: Clone>(n: u32, value: T) -> u32 { if n == 0 { 0 } else { deep(n - 1, (value.clone(), value)) } }\nfn used() -> usize { deep(3, 1u8) as usize }" + Tail);
        yield return ("closures without end", "fn deep<F: Fn() -> u32>(n: u32, f: F) -> u32 { if n == 0 { f() } else { deep(n - 1, || f() + 1) } }\nfn used() -> usize { deep(9, || 1) as usize }" + Tail);
        yield return ("iterators without end", "fn deep<I: Iterator<Item = u32> + Clone>(n: u32, i: I) -> u32 { if n == 0 { i.sum() } else { deep(n - 1, i.clone().chain(i)) } }\nfn used() -> usize { deep(9, std::iter::once(1)) as usize }" + Tail);
        yield return ("boxes without end", "fn deep<T>(n: u32, value: T) -> u32 { if n == 0 { 0 } else { deep(n - 1, Box::new((value, n))) } }\nfn used() -> usize { deep(9, 1u8) as usize }" + Tail);
        yield return ("a trait that needs itself", "struct W<T>(T);\ntrait A { fn a(&self) -> usize; }\nimpl<T> A for T where W<W<T>>: A { fn a(&self) -> usize { 1 } }\nfn used() -> usize { 3u8.a() }" + Tail);

        foreach (var width in new[] { 20, 26, 100 })
        {
            yield return ($"bounds that double, {width}", Bounds(width) + Tail);
            yield return ($"generic functions that double, {width}", Doubling(width) + Tail);
            yield return ($"patterns that double, {width}", Patterns(width) + Tail);
        }

        foreach (var megabytes in new[] { 64, 512, 2047 })
        {
            yield return ($"a constant of {megabytes} MB", $"static T: [u8; {megabytes} << 20] = [1; {megabytes} << 20];\nfn used() -> usize {{ T[input_len()] as usize }}\nfn input_len() -> usize {{ std::hint::black_box(3) }}" + Tail);
            yield return ($"a computed constant of {megabytes} MB", $"#[allow(long_running_const_eval)]\nconst fn make() -> [u8; {megabytes} << 20] {{ let mut a = [0; {megabytes} << 20]; let mut i = 0; while i < a.len() {{ a[i] = i as u8; i += 1; }} a }}\nstatic T: [u8; {megabytes} << 20] = make();\nfn used() -> usize {{ T[std::hint::black_box(3)] as usize }}" + Tail);
            yield return ($"an array of {megabytes} MB on the stack", $"fn used() -> usize {{ let a = [std::hint::black_box(1u8); {megabytes} << 20]; a.iter().map(|x| *x as usize).sum() }}" + Tail);
        }

        foreach (var count in new[] { 500, 2_000 })
        {
            yield return ($"{count} undefined names", Repeat(count, i => $"fn f{i}() {{ nope{i}(); }}\n") + "fn used() -> usize { 0 }" + Tail);
            yield return ($"{count} functions of one name", Repeat(count, _ => "fn f() {}\n") + "fn used() -> usize { 0 }" + Tail);
            yield return ($"{count} type errors", Repeat(count, i => $"fn f{i}() -> u8 {{ \"\" }}\n") + "fn used() -> usize { 0 }" + Tail);
            yield return ($"{count} strange uses", Repeat(count, i => $"use nope::a{i};\n") + "fn used() -> usize { 0 }" + Tail);
            yield return ($"{count} variants that print", $"#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]\nenum E {{ {Repeat(count, i => $"V{i}(u8, String), ")} }}\nfn used() -> usize {{ format!(\"{{:?}}\", E::V1(1, String::new())).len() }}" + Tail);
            yield return ($"{count} arms", $"fn used() -> usize {{ match std::hint::black_box(\"x\") {{ {Repeat(count, i => $"\"a{i}\" => {i}, ")} _ => 0 }} }}" + Tail);
            yield return ($"{count} pushes", $"fn used() -> usize {{ let mut v = Vec::new(); {Repeat(count, i => $"v.push(format!(\"{{}}\", {i})); ")} v.len() }}" + Tail);
            yield return ($"{count} elements of a map", $"fn used() -> usize {{ std::collections::HashMap::from([{Repeat(count, i => $"(\"k{i}\".to_string(), vec![{i}]), ")}]).len() }}" + Tail);
            yield return ($"a sum of {count} terms", $"fn used() -> usize {{ let x = std::hint::black_box(1usize); {string.Join(" + ", Enumerable.Repeat("x", Math.Min(count, 590)))} }}" + Tail);
            yield return ($"{count} locals in one function", $"fn used() -> usize {{ {Repeat(count, i => $"let a{i} = std::hint::black_box({i}usize); ")} {string.Join(" ^ ", Enumerable.Range(0, 500).Select(i => $"a{i * (count / 500)}"))} }}" + Tail);
        }

        yield return ("one wide use", "use nope::{" + string.Join(", ", Enumerable.Range(0, 4000).Select(i => $"a{i}")) + "};\nfn used() -> usize { 0 }" + Tail);
        yield return ("a nested use", "use std::{" + string.Concat(Enumerable.Repeat("collections::{", 20)) + string.Concat(Enumerable.Repeat("}", 20)) + "};\nfn used() -> usize { 0 }" + Tail);
        yield return ("a name of 60 kB", $"fn {new string('a', 60_000)}() {{}}\nfn used() -> usize {{ {new string('b', 3)} }}" + Tail);
        yield return ("a text of 60 kB that is none", $"fn used() -> usize {{ \"{new string('x', 60_000)}\" }}" + Tail);
    }

    private static string Types(int depth, string form)
    {
        var text = new StringBuilder("type T0 = u8;\n");
        for (var i = 1; i <= depth; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"type T{i} = {string.Format(CultureInfo.InvariantCulture, form, $"T{i - 1}")};\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"fn used() -> usize {{ std::mem::size_of::<T{depth}>() + std::any::type_name::<T{depth}>().len() }}").ToString();
    }

    private static string Bounds(int width) =>
        "trait A {}\ntrait B {}\nimpl A for u8 {}\nimpl<T> A for (T,) where T: A {}\nimpl<T> B for T where (T, T): B {}\n"
        + Repeat(width, i => $"struct S{i}<T>(T);\nimpl<T: A> A for S{i}<T> where S{Math.Max(0, i - 1)}<(T,)>: Sized {{}}\n")
        + $"fn need<T: A>(_: T) -> usize {{ 1 }}\nfn used() -> usize {{ need({string.Concat(Enumerable.Range(0, width).Select(i => $"S{i}("))}1u8{new string(')', width)}) }}";

    private static string Doubling(int depth) =>
        "fn f0<T: Copy>(x: T) -> T { std::hint::black_box(x) }\n"
        + Repeat(depth, i => $"fn f{i + 1}<T: Copy>(x: T) -> T {{ f{i}((x, 1u8)).0; f{i}((1u8, x)).1 }}\n")
        + $"fn used() -> usize {{ f{depth}(1usize) }}";

    private static string Patterns(int width) =>
        $"fn used() -> usize {{ let b = std::hint::black_box(true); match ({string.Join(", ", Enumerable.Repeat("b", Math.Min(width, 60)))}) {{ "
        + Repeat(Math.Min(width, 60), i => $"({string.Join(", ", Enumerable.Range(0, Math.Min(width, 60)).Select(j => j == i ? "true" : j == (i + 7) % width ? "false" : "_"))}) => {i}, ")
        + "_ => 99 } }";

    private static string Repeat(int count, Func<int, string> make) => string.Concat(Enumerable.Range(0, count).Select(make));
}
