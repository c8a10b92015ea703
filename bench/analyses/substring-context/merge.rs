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
    followers(input)
        .iter()
        .map(|(word, n)| format!("{word} {n}\n"))
        .collect()
}

pub fn merge(parts: &[String]) -> String {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for line in parts.iter().flat_map(|part| part.lines()) {
        let (word, n) = line.split_once(' ').unwrap();
        *counts.entry(word).or_insert(0) += n.parse::<u32>().unwrap();
    }
    ranked(counts)
}
