use std::collections::{HashMap, HashSet};

pub fn analyze(input: &str) -> String {
    let vocabulary: HashSet<String> = input
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|w| w.len() >= 4)
        .map(|w| w.to_ascii_lowercase())
        .collect();

    let mut groups: HashMap<Vec<u8>, Vec<&str>> = HashMap::new();
    for word in &vocabulary {
        let mut key = word.clone().into_bytes();
        key.sort_unstable();
        groups.entry(key).or_default().push(word);
    }

    let mut lines: Vec<(usize, String)> = groups
        .into_values()
        .filter(|g| g.len() > 1)
        .map(|mut g| {
            g.sort();
            (g.len(), g.join(" "))
        })
        .collect();
    lines.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    lines.into_iter().take(10).map(|(_, l)| l).collect::<Vec<_>>().join("\n")
}
