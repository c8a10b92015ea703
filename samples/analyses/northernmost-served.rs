pub fn analyze(airports: &str, flights: &str) -> Option<String> {
    let served: HashSet<&str> = flights.lines().skip(1).filter_map(|l| l.split(',').next()).collect();
    airports
        .lines()
        .skip(1)
        .filter_map(|line| {
            let code = line.split(',').next()?;
            let latitude = line.rsplit(',').nth(1)?;
            let degrees: f64 = latitude.parse().ok()?;
            served.contains(code).then_some((degrees, code, latitude))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, code, latitude)| format!("{code} {latitude}"))
}
