pub fn analyze(log: &str) -> Option<String> {
    let stamp = Regex::new(r"\[\d{2}/\w{3}/\d{4}:(\d{2}:\d{2}):\d{2} ").ok()?;
    let mut minutes: BTreeMap<&str, usize> = BTreeMap::new();
    for line in log.lines() {
        let minute = stamp.captures(line)?.get(1)?.as_str();
        *minutes.entry(minute).or_default() += 1;
    }
    let (minute, requests) = minutes.iter().rev().max_by_key(|(_, &n)| n)?;
    Some(format!("{minute} {requests}"))
}
