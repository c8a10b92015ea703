use regex::Regex;
use std::collections::BTreeMap;

pub fn analyze(log: &str) -> String {
    let request = Regex::new(r#""([A-Z]+) [^"]*" (\d{3}) "#).unwrap();
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for line in log.lines() {
        if let Some(c) = request.captures(line) {
            *counts.entry(format!("{} {}", &c[1], &c[2])).or_insert(0) += 1;
        }
    }
    show(&counts)
}

pub fn merge(parts: &[String]) -> String {
    let mut counts = BTreeMap::new();
    for part in parts {
        for line in part.lines() {
            let (key, n) = line.rsplit_once(' ').unwrap();
            *counts.entry(key.to_string()).or_insert(0) += n.parse::<u64>().unwrap();
        }
    }
    show(&counts)
}

fn show(counts: &BTreeMap<String, u64>) -> String {
    let lines: Vec<String> = counts.iter().map(|(k, n)| format!("{k} {n}")).collect();
    lines.join("\n")
}
