fn total_up(lines: impl Iterator<Item = (String, u64)>) -> BTreeMap<String, u64> {
    let mut totals = BTreeMap::new();
    for (key, n) in lines {
        *totals.entry(key).or_insert(0) += n;
    }
    totals
}

pub fn analyze(flights: &str, airports: &str) -> String {
    let states: HashMap<&str, &str> = airports
        .lines()
        .filter_map(|l| Some((l.split(',').next()?, l.rsplit(',').nth(3)?)))
        .collect();
    let totals = total_up(flights.lines().filter_map(|l| {
        let (origin, rest) = l.split_once(',')?;
        let count = rest.rsplit(',').next()?.parse().ok()?; // the header has no number
        Some((states.get(origin)?.to_string(), count))
    }));
    totals.iter().map(|(state, n)| format!("{state}\t{n}\n")).collect()
}

pub fn merge(parts: &[String]) -> String {
    let totals = total_up(parts.iter().flat_map(|p| p.lines()).filter_map(|l| {
        let (state, n) = l.split_once('\t')?;
        Some((state.to_string(), n.parse().ok()?))
    }));
    let mut ranked: Vec<_> = totals.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1));
    ranked.iter().take(8).map(|(s, n)| format!("{s} {n}")).collect::<Vec<_>>().join("\n")
}
