pub fn analyze(input: &str) -> String {
    let mut counts: BTreeMap<char, u64> = BTreeMap::new();
    for c in input.chars().filter(|c| !c.is_ascii()) {
        *counts.entry(c).or_insert(0) += 1;
    }
    encode(&counts)
}

pub fn merge(parts: &[String]) -> String {
    let mut counts: BTreeMap<char, u64> = BTreeMap::new();
    for part in parts {
        for line in part.lines() {
            let mut fields = line.split(' ');
            let code = fields.next().and_then(|h| u32::from_str_radix(h, 16).ok());
            let n = fields.next().and_then(|n| n.parse::<u64>().ok());
            if let (Some(c), Some(n)) = (code.and_then(char::from_u32), n) {
                *counts.entry(c).or_insert(0) += n;
            }
        }
    }
    let mut ranked: Vec<(char, u64)> = counts.iter().map(|(&c, &n)| (c, n)).collect();
    ranked.sort_by_key(|&(c, n)| (Reverse(n), c));
    let mut lines: Vec<String> = ranked
        .iter()
        .take(20)
        .map(|&(c, n)| format!("U+{:04X} {}", c as u32, n))
        .collect();
    lines.push(format!("distinct {}", counts.len()));
    lines.join("\n")
}

fn encode(counts: &BTreeMap<char, u64>) -> String {
    counts.iter().map(|(c, n)| format!("{:x} {}\n", *c as u32, n)).collect()
}
