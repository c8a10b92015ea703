pub fn analyze(weather: &str) -> String {
    let mut months: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for line in weather.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        if let [city, date, rain, ..] = fields[..] {
            let tenths = (f64::from_str(rain).unwrap_or(0.0) * 10.0).round() as u64;
            *months.entry(&date[5..7]).or_default().entry(city).or_default() += tenths;
        }
    }
    let mut out = String::new();
    for (month, cities) in &months {
        let cells: Vec<String> =
            cities.iter().map(|(city, mm)| format!("{city} {}.{}", mm / 10, mm % 10)).collect();
        out += &format!("{month}: {}\n", cells.join(", "));
    }
    out
}
