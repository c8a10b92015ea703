/// The smallest value such that at least `p` per cent of the sorted values are not above it.
fn percentile<T: Copy>(sorted: &[T], p: usize) -> Option<T> {
    let rank = (p * sorted.len() + 99) / 100;
    sorted.get(rank.max(1) - 1).copied()
}

pub fn analyze(strikes: &str) -> Option<String> {
    let mut speeds: Vec<u32> = strikes
        .lines()
        .skip(1)
        .filter_map(|line| line.rsplit(',').next()?.trim().parse().ok())
        .filter(|&s| s > 0)
        .collect();
    speeds.sort_unstable();
    let mut out: Vec<String> = Vec::new();
    for p in [10, 50, 90, 99] {
        out.push(format!("p{p} {}", percentile(&speeds, p)?));
    }
    out.push(format!("max {}", speeds.last()?));
    Some(out.join(", "))
}
