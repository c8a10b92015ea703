const DAYS: [&str; 7] = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
];

/// Day of the week in the Gregorian calendar, 0 for Sunday.
fn weekday(year: i32, month: u32, day: u32) -> usize {
    const SHIFT: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let y = if month < 3 { year - 1 } else { year };
    ((y + y / 4 - y / 100 + y / 400 + SHIFT[month as usize - 1] + day as i32) % 7) as usize
}

fn parse_date(text: &str) -> Option<(i32, u32, u32)> {
    let mut parts = text.splitn(3, '-');
    let date = (
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    );
    (1..=12).contains(&date.1).then_some(date)
}

pub fn analyze(strikes: &str) -> String {
    let mut counts = [0u32; 7];
    for line in strikes.lines().skip(1) {
        if let Some((y, m, d)) = line.split(',').nth(3).and_then(parse_date) {
            counts[weekday(y, m, d)] += 1;
        }
    }
    (1..=7)
        .map(|i| format!("{} {}", DAYS[i % 7], counts[i % 7]))
        .collect::<Vec<_>>()
        .join("\n")
}
