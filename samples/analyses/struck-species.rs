pub fn analyze(strikes: &str) -> String {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for line in strikes.lines() {
        let Some(species) = line.split(',').nth(8) else { continue };
        if species != "Wildlife Species" && !species.starts_with("Unknown") {
            *counts.entry(species).or_default() += 1;
        }
    }
    let mut lines: Vec<String> = counts.iter().map(|(s, n)| format!("{n} {s}")).collect();
    lines.sort();
    lines.join("\n")
}

pub fn merge(parts: &[String]) -> String {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for line in parts.iter().flat_map(|part| part.lines()) {
        if let Some((n, species)) = line.split_once(' ') {
            *counts.entry(species).or_default() += n.parse::<u32>().unwrap();
        }
    }
    let mut heap: BinaryHeap<(u32, Reverse<&str>)> =
        counts.into_iter().map(|(s, n)| (n, Reverse(s))).collect();
    let mut top = Vec::new();
    while let Some((n, Reverse(species))) = heap.pop() {
        top.push(format!("{n} {species}"));
        if top.len() == 10 {
            break;
        }
    }
    top.join("\n")
}
