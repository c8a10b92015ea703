fn fields(line: &str) -> Vec<&str> {
    let mut out = Vec::with_capacity(9);
    let (mut start, mut quoted) = (0, false);
    for (i, b) in line.bytes().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                out.push(&line[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push(&line[start..]);
    out
}

pub fn analyze(input: &str) -> String {
    let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
    for line in input.lines() {
        if let Some(Ok(value)) = fields(line).get(7).map(|f| f.parse()) {
            *counts.entry(value).or_insert(0) += 1;
        }
    }
    let mut out = String::new();
    for (value, n) in counts {
        writeln!(out, "{value} {n}").unwrap();
    }
    out
}

pub fn merge(parts: &[String]) -> String {
    let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
    for line in parts.iter().flat_map(|part| part.lines()) {
        let (value, n) = line.split_once(' ').unwrap();
        *counts.entry(value.parse().unwrap()).or_insert(0) += n.parse::<u64>().unwrap();
    }
    let total: u64 = counts.values().sum();
    if total == 0 {
        return "none".to_string();
    }
    let at = |p: u64| {
        let rank = (total - 1) * p / 100;
        let mut seen = 0;
        for (value, n) in &counts {
            seen += n;
            if seen > rank {
                return *value;
            }
        }
        unreachable!()
    };
    format!("n {total} p50 {} p95 {} p99 {}", at(50), at(95), at(99))
}
