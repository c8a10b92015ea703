pub fn analyze(quakes: &str) -> String {
    let json: Value = serde_json::from_str(quakes).expect("the feed is valid JSON");
    let regions = json["features"]
        .as_array()
        .expect("features")
        .iter()
        .filter_map(|f| f["properties"]["place"].as_str())
        .map(|place| place.rsplit(',').next().unwrap_or(place).trim());

    let mut tally: BTreeMap<&str, i32> = BTreeMap::new();
    for region in regions {
        *tally.entry(region).or_insert(0) += 1;
    }
    let mut list: Vec<(&str, i32)> = Vec::from_iter(tally);
    list.sort_by_key(|entry| -entry.1);
    list.truncate(10);
    list.iter().map(|(r, n)| format!("{r}: {n}")).collect::<Vec<_>>().join("\n")
}
