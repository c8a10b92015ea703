use std::collections::HashMap;

pub fn analyze(input: &str) -> String {
    let lower = input.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .collect();

    let mut pairs: HashMap<(&str, &str), u32> = HashMap::new();
    for pair in words.windows(2) {
        *pairs.entry((pair[0], pair[1])).or_default() += 1;
    }

    let mut list: Vec<_> = pairs.into_iter().collect();
    list.sort_unstable_by(|(a, n), (b, m)| m.cmp(n).then(a.cmp(b)));
    let mut out = Vec::new();
    for ((first, second), n) in &list[..15.min(list.len())] {
        out.push(format!("{first} {second}: {n}"));
    }
    out.join("\n")
}
