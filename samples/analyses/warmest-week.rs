pub fn analyze(weather: &str) -> Result<String, String> {
    let mut days: Vec<(&str, i32)> = Vec::new();
    for line in weather.lines().filter(|l| l.starts_with("Seattle,")) {
        let f: Vec<&str> = line.split(',').collect();
        // Tenths of a degree as whole numbers keep the comparison exact.
        let t: f64 = f[3].parse().map_err(|e| format!("{line}: {e}"))?;
        days.push((f[1], (t * 10.0).round() as i32));
    }
    let mut best: Option<(i32, &[(&str, i32)])> = None;
    for week in days.windows(7) {
        let sum = week.iter().map(|d| d.1).sum();
        match best {
            Some((most, _)) if sum <= most => {}
            _ => best = Some((sum, week)),
        }
    }
    let (sum, week) = best.ok_or("fewer than seven days")?;
    Ok(format!("{} to {}: mean {:.2}", week[0].0, week[6].0, sum as f64 / 70.0))
}
