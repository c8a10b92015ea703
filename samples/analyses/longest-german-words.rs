pub fn analyze(input: &str) -> String {
    let mut words: Vec<(usize, &str)> = input
        .split(|c: char| !c.is_alphabetic())
        .map(|w| (w.chars().count(), w))
        .filter(|&(n, _)| n >= 15)
        .collect();
    words.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    words.dedup();
    words
        .iter()
        .take(12)
        .map(|(n, w)| format!("{n} {}", w.to_uppercase()))
        .collect::<Vec<_>>()
        .join("\n")
}
