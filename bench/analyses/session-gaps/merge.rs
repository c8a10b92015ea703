// Seconds since 1970 of "2026-03-01T12:34:56".
fn seconds(time: &str) -> i64 {
    let n = |from: usize, to: usize| time[from..to].parse::<i64>().unwrap();
    let (y, m, d) = (n(0, 4), n(5, 7), n(8, 10));
    let (y, m) = if m > 2 { (y, m - 3) } else { (y - 1, m + 9) };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + d - 1 - 719468;
    days * 86400 + n(11, 13) * 3600 + n(14, 16) * 60 + n(17, 19)
}

// For each user: first and last time, sessions that began inside, longest gap.
pub fn analyze(input: &str) -> String {
    let mut users: HashMap<&str, (i64, i64, u64, i64)> = HashMap::new();
    for line in input.lines() {
        let mut fields = line.split(' ');
        let (Some(time), Some(user)) = (fields.next(), fields.nth(3)) else { continue };
        let now = seconds(time);
        let (_, last, sessions, longest) = users.entry(user).or_insert((now, now, 0, 0));
        if now - *last > 1800 {
            *sessions += 1;
            *longest = (*longest).max(now - *last);
        }
        *last = now;
    }
    let mut out = String::new();
    for (user, (first, last, sessions, longest)) in &users {
        writeln!(out, "{user} {first} {last} {sessions} {longest}").unwrap();
    }
    out
}

pub fn merge(parts: &[String]) -> String {
    let mut ends: HashMap<&str, i64> = HashMap::new();
    let (mut sessions, mut longest) = (0u64, 0);
    for line in parts.iter().flat_map(|part| part.lines()) {
        let fields: Vec<&str> = line.split(' ').collect();
        let n = |i: usize| fields[i].parse::<i64>().unwrap();
        sessions += n(3) as u64;
        longest = longest.max(n(4));
        match ends.insert(fields[0], n(2)) {
            Some(before) if n(1) - before <= 1800 => {}
            Some(before) => {
                sessions += 1;
                longest = longest.max(n(1) - before);
            }
            None => sessions += 1,
        }
    }
    format!("{sessions} sessions of {} users, longest gap {longest} s", ends.len())
}
