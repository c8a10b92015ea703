use std::collections::HashMap;

pub fn analyze(code: &str) -> String {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    code.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .filter(|token| is_snake(token))
        .for_each(|token| *counts.entry(token).or_insert(0) += 1);

    let mut ranked: Vec<_> = counts.iter().collect();
    ranked.sort_by_key(|&(token, n)| (std::cmp::Reverse(n), token));
    ranked
        .into_iter()
        .take(15)
        .map(|(token, n)| format!("{token} {n}"))
        .collect::<Vec<String>>()
        .join("\n")
}

fn is_snake(token: &str) -> bool {
    let mut bytes = token.bytes();
    token.contains('_')
        && !token.ends_with('_')
        && bytes.next().map_or(false, |b| b.is_ascii_lowercase())
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
