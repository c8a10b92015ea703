struct Client {
    last: i64,
    sessions: u32,
    current: u32,
    longest: u32,
    total: u32,
}

/// Seconds since midnight from a stamp such as "23/Nov/2026:12:30:06 +0000", plus whole days.
fn seconds(stamp: &str) -> Option<i64> {
    let day: i64 = stamp.get(0..2)?.parse().ok()?;
    let clock = stamp.get(12..20)?;
    let mut value = day;
    for (part, base) in clock.split(':').zip([24, 60, 60]) {
        value = value * base + part.parse::<i64>().ok()?;
    }
    Some(value)
}

pub fn analyze(log: &str) -> String {
    let mut clients: HashMap<&str, Client> = HashMap::new();
    for line in log.lines() {
        let address = line.split(' ').next().unwrap_or("");
        let Some(now) = line.split('[').nth(1).and_then(seconds) else { continue };
        let c = clients.entry(address).or_insert(Client {
            last: i64::MIN / 2,
            sessions: 0,
            current: 0,
            longest: 0,
            total: 0,
        });
        if now - c.last > 5 {
            c.sessions += 1;
            c.current = 0;
        }
        c.last = now;
        c.current += 1;
        c.total += 1;
        c.longest = c.longest.max(c.current);
    }
    let mut rows: Vec<(&str, Client)> = clients.into_iter().collect();
    rows.sort_by_key(|(a, _)| a.rsplit('.').next().and_then(|n| n.parse::<u32>().ok()));
    rows.iter()
        .map(|(a, c)| format!("{a}: {} sessions, longest {} requests, {} requests", c.sessions, c.longest, c.total))
        .collect::<Vec<_>>()
        .join("\n")
}
