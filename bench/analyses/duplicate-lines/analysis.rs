pub fn analyze(input: &str) -> String {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for line in input.lines() {
        // Without the time, which makes every line another one.
        let rest = line.split_once(' ').map_or(line, |(_, rest)| rest);
        *counts.entry(rest).or_insert(0) += 1;
    }
    let repeated = counts.values().filter(|n| **n > 1).count();
    let most = counts.iter().map(|(line, n)| (Reverse(*n), *line)).min();
    match most {
        Some((Reverse(n), line)) => format!("{} different, {repeated} repeated, {n} times: {line}", counts.len()),
        None => "none".to_string(),
    }
}
