pub fn analyze(log: &str) -> String {
    let mut missing: BTreeMap<&str, (u32, BTreeSet<&str>)> = BTreeMap::new();
    for line in log.lines() {
        let parts: Vec<&str> = line.split('"').collect();
        // address and time | request | status and size | referrer | ...
        if parts.len() < 5 || !parts[2].starts_with(" 404 ") {
            continue;
        }
        let path = parts[1].split(' ').nth(1).unwrap_or("?");
        let (requests, referrers) = missing.entry(path).or_default();
        *requests += 1;
        if parts[3] != "-" {
            referrers.insert(parts[3]);
        }
    }
    missing
        .into_iter()
        .map(|(path, (n, from))| format!("{path}: {n} requests, {} referrers", from.len()))
        .collect::<Vec<_>>()
        .join("\n")
}
