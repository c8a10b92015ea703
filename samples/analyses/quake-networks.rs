use serde_json::Value;

pub fn analyze(quakes: &str) -> Result<String, serde_json::Error> {
    let feed: Value = serde_json::from_str(quakes)?;
    let mut nets: BTreeMap<String, (usize, f64)> = BTreeMap::new();
    for feature in feed["features"].as_array().into_iter().flatten() {
        let p = &feature["properties"];
        let net = p["net"].as_str().unwrap_or("?").to_string();
        let slot = nets.entry(net).or_insert((0, f64::NEG_INFINITY));
        slot.0 += 1;
        if let Some(m) = p["mag"].as_f64() {
            slot.1 = slot.1.max(m);
        }
    }
    let mut rows: Vec<_> = nets.into_iter().collect();
    rows.sort_by(|a, b| b.1 .0.cmp(&a.1 .0));
    Ok(rows
        .iter()
        .map(|(net, (n, max))| format!("{net} {n} max {max:.2}"))
        .collect::<Vec<_>>()
        .join("\n"))
}
