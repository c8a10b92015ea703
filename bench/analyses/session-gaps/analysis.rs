// Seconds since 1970 of "2026-03-01T12:34:56".
fn seconds(time: &str) -> i64 {
    let n = |from: usize, to: usize| time[from..to].parse::<i64>().unwrap();
    let (y, m, d) = (n(0, 4), n(5, 7), n(8, 10));
    let (y, m) = if m > 2 { (y, m - 3) } else { (y - 1, m + 9) };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + d - 1 - 719468;
    days * 86400 + n(11, 13) * 3600 + n(14, 16) * 60 + n(17, 19)
}

pub fn analyze(input: &str) -> String {
    let mut last: HashMap<&str, i64> = HashMap::new();
    let (mut sessions, mut longest) = (0u64, 0);
    for line in input.lines() {
        let mut fields = line.split(' ');
        let (Some(time), Some(user)) = (fields.next(), fields.nth(3)) else { continue };
        let now = seconds(time);
        match last.insert(user, now) {
            Some(before) if now - before <= 1800 => {}
            Some(before) => {
                sessions += 1;
                longest = longest.max(now - before);
            }
            None => sessions += 1,
        }
    }
    format!("{sessions} sessions of {} users, longest gap {longest} s", last.len())
}
