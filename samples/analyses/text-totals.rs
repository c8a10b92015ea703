pub fn analyze(input: &str) -> String {
    format!("{} {} {}", input.lines().count(), input.split_whitespace().count(), input.len())
}

pub fn merge(parts: &[String]) -> String {
    let totals = parts.iter().fold([0u64; 3], |mut acc, part| {
        for (slot, n) in acc.iter_mut().zip(part.split(' ')) {
            *slot += n.parse::<u64>().unwrap_or(0);
        }
        acc
    });
    format!("lines={} words={} bytes={}", totals[0], totals[1], totals[2])
}
