fn millis(seconds: &str) -> Option<u32> {
    let (whole, fraction) = seconds.split_once('.')?;
    Some(whole.parse::<u32>().ok()? * 1000 + format!("{fraction:0<3}").parse::<u32>().ok()?)
}

pub fn analyze(log: &str) -> String {
    let mut times: Vec<u32> = log
        .lines()
        .filter(|l| l.contains("\"GET ") && l.contains("\" 200 "))
        .filter_map(|l| millis(l.rsplit(' ').next()?))
        .collect();
    times.sort();
    if times.is_empty() {
        return "no requests".to_string();
    }
    let at = |p: usize| times[((times.len() * p + 99) / 100).saturating_sub(1)];
    let mut out = String::new();
    for p in [50, 90, 95, 99] {
        let _ = writeln!(out, "p{} {}", p, at(p));
    }
    out + &format!("max {}", times[times.len() - 1])
}
