//! Counts long words chunk by chunk and ranks them once all chunks are in.

use std::collections::BTreeMap;

const MIN_LETTERS: usize = 7;
const TOP: usize = 15;

pub fn analyze(input: &str) -> String {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for word in input.split(|c: char| !c.is_alphabetic()) {
        if word.chars().count() >= MIN_LETTERS {
            *counts.entry(word.to_lowercase()).or_insert(0) += 1;
        }
    }
    // All the counts are kept: a word that is rare here may be common elsewhere.
    serde_json::to_string(&counts).expect("a map of strings to numbers is always valid JSON")
}

pub fn merge(parts: &[String]) -> String {
    let mut total: BTreeMap<String, u64> = BTreeMap::new();
    for part in parts {
        let counts: BTreeMap<String, u64> = serde_json::from_str(part).expect("partial counts");
        for (word, n) in counts {
            *total.entry(word).or_insert(0) += n;
        }
    }
    let mut ranked: Vec<_> = total.into_iter().collect();
    ranked.sort_by_key(|(word, n)| (std::cmp::Reverse(*n), word.clone()));
    ranked.truncate(TOP);
    ranked
        .into_iter()
        .map(|(word, n)| format!("{n}\t{word}"))
        .collect::<Vec<_>>()
        .join("\n")
}
