fn addresses(input: &str) -> HashMap<&str, u32> {
    let pattern = regex::Regex::new(r"(?-u:\b)[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?-u:\b)").unwrap();
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for found in pattern.find_iter(input) {
        *counts.entry(found.as_str()).or_insert(0) += 1;
    }
    counts
}

fn ranked(counts: HashMap<&str, u32>) -> String {
    let mut ranked: Vec<(&str, u32)> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let mut out = format!("{} different\n", ranked.len());
    for (address, n) in ranked.iter().take(5) {
        writeln!(out, "{address} {n}").unwrap();
    }
    out
}

pub fn analyze(input: &str) -> String {
    addresses(input)
        .iter()
        .map(|(address, n)| format!("{address} {n}\n"))
        .collect()
}

pub fn merge(parts: &[String]) -> String {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for line in parts.iter().flat_map(|part| part.lines()) {
        let (address, n) = line.split_once(' ').unwrap();
        *counts.entry(address).or_insert(0) += n.parse::<u32>().unwrap();
    }
    ranked(counts)
}
