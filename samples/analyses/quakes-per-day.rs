mod calendar {
    /// Year, month and day of a number of days since 1970-01-01.
    pub fn civil(days: i64) -> (i64, i64, i64) {
        let leap = |y: i64| (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
        let mut rest = days;
        let mut year = 1970;
        loop {
            let length = if leap(year) { 366 } else { 365 };
            if rest < length {
                break;
            }
            rest -= length;
            year += 1;
        }
        let february = if leap(year) { 29 } else { 28 };
        let mut month = 1;
        for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
            if rest < length {
                break;
            }
            rest -= length;
            month += 1;
        }
        (year, month, rest + 1)
    }
}

pub fn analyze(quakes: &str) -> String {
    let feed: Value = serde_json::from_str(quakes).unwrap();
    let mut days: BTreeMap<i64, usize> = BTreeMap::new();
    for feature in feed["features"].as_array().unwrap() {
        if let Some(ms) = feature.pointer("/properties/time").and_then(Value::as_i64) {
            *days.entry(ms.div_euclid(86_400_000)).or_insert(0) += 1;
        }
    }
    days.iter()
        .map(|(&day, n)| {
            let (y, m, d) = calendar::civil(day);
            format!("{y:04}-{m:02}-{d:02} {n}")
        })
        .collect::<Vec<_>>()
        .join("\n")
}
