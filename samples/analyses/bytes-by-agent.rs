use regex::Regex;

pub fn analyze(log: &str) -> String {
    let line = Regex::new(
        r#"(?x)
        ^(\S+)\ \S+\ \S+\ \[[^\]]+\]\     # client and time
        "[^"]*"\ \d{3}\ (\d+)\            # request, status, bytes
        "[^"]*"\ "([^"/]*)[^"]*"\         # referrer, product
        [\d.]+$
        "#,
    )
    .unwrap();

    let mut agents: BTreeMap<String, (u64, u32)> = BTreeMap::new();
    for c in log.lines().filter_map(|l| line.captures(l)) {
        let sums = agents.entry(c[3].to_string()).or_default();
        sums.0 += c[2].parse::<u64>().unwrap_or(0);
        sums.1 += 1;
    }
    let mut rows: Vec<_> = agents.into_iter().collect();
    rows.sort_by_key(|(_, (bytes, _))| Reverse(*bytes));
    let mut out = String::new();
    for (agent, (bytes, requests)) in rows {
        writeln!(out, "{agent}: {bytes} bytes in {requests} requests").unwrap();
    }
    out
}
