fn followers(input: &str) -> HashMap<&str, u32> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for (at, found) in input.match_indices("Captain ") {
        let rest = &input[at + found.len()..];
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if end > 0 {
            *counts.entry(&rest[..end]).or_insert(0) += 1;
        }
    }
    counts
}

fn ranked(counts: HashMap<&str, u32>) -> String {
    let total: u32 = counts.values().sum();
    let mut ranked: Vec<(&str, u32)> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let mut out = format!("{total}\n");
    for (word, n) in ranked.iter().take(10) {
        writeln!(out, "{word} {n}").unwrap();
    }
    out
}

pub fn analyze(input: &str) -> String {
    ranked(followers(input))
}
