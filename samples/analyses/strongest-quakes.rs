pub fn analyze(quakes: &str) -> String {
    let feed: Value = match serde_json::from_str(quakes) {
        Ok(v) => v,
        Err(e) => return format!("not JSON: {e}"),
    };
    let empty = Vec::new();
    // A heap of at most eight entries whose top is the weakest kept so far.
    let mut heap: BinaryHeap<Reverse<(i64, Reverse<&str>)>> = BinaryHeap::new();
    for f in feed["features"].as_array().unwrap_or(&empty) {
        let p = &f["properties"];
        if let (Some(mag), Some(place)) = (p["mag"].as_f64(), p["place"].as_str()) {
            heap.push(Reverse(((mag * 100.0).round() as i64, Reverse(place))));
            if heap.len() > 8 {
                heap.pop();
            }
        }
    }
    let mut out = Vec::new();
    while let Some(Reverse((hundredths, Reverse(place)))) = heap.pop() {
        out.push(format!("{:.2} {place}", hundredths as f64 / 100.0));
    }
    out.reverse();
    out.join("\n")
}
