pub fn analyze(input: &str) -> String {
    let mut histogram: BTreeMap<usize, u64> = BTreeMap::new();
    for word in input.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        *histogram.entry(word.chars().count()).or_default() += 1;
    }
    render(&histogram)
}

pub fn merge(parts: &[String]) -> String {
    let mut total: BTreeMap<usize, u64> = BTreeMap::new();
    for line in parts.iter().flat_map(|p| p.lines()) {
        if let Some((len, n)) = line.split_once(": ") {
            let len: usize = len.parse().unwrap();
            *total.entry(len).or_default() += n.parse::<u64>().unwrap();
        }
    }
    render(&total)
}

fn render(histogram: &BTreeMap<usize, u64>) -> String {
    let mut out = String::new();
    for (len, n) in histogram {
        writeln!(out, "{len}: {n}").unwrap();
    }
    out
}
