use std::collections::HashSet;

pub fn analyze(input: &str) -> usize {
    input
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .map(|w| w.to_lowercase())
        .collect::<HashSet<_>>()
        .len()
}
