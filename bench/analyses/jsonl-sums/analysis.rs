pub fn analyze(input: &str) -> String {
    let mut sums: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for line in input.lines() {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let event = value["event"].as_str().unwrap_or("none");
        let amount = value["amount"].as_u64().unwrap_or(0);
        if !sums.contains_key(event) {
            sums.insert(event.to_string(), (0, 0));
        }
        let sum = sums.get_mut(event).unwrap();
        sum.0 += 1;
        sum.1 += amount;
    }
    let mut out = String::new();
    for (event, (n, amount)) in sums {
        writeln!(out, "{event} {n} {amount}").unwrap();
    }
    out
}
