//! Each chunk yields a JSON object from division to [home, draw, away].

pub fn analyze(matches: &str) -> String {
    let mut tally: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    for line in matches.lines().filter(|l| !l.trim().is_empty()) {
        let m: Value = serde_json::from_str(line).expect("one JSON object per line");
        if let (Some(home), Some(away)) = (m["home_score"].as_u64(), m["away_score"].as_u64()) {
            let outcome = if home > away { 0 } else if home == away { 1 } else { 2 };
            let division = m["division"].as_str().unwrap_or_default();
            tally.entry(division.to_owned()).or_default()[outcome] += 1;
        }
    }
    json!(tally).to_string()
}

pub fn merge(parts: &[String]) -> String {
    let mut total: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    for part in parts {
        let tally: Value = serde_json::from_str(part).unwrap();
        for (division, outcomes) in tally.as_object().unwrap() {
            let sums = total.entry(division.clone()).or_default();
            for (sum, n) in sums.iter_mut().zip(outcomes.as_array().unwrap()) {
                *sum += n.as_u64().unwrap();
            }
        }
    }
    let mut out = String::new();
    for (division, [home, draw, away]) in total {
        let share = home as f64 / (home + draw + away) as f64 * 100.0;
        let _ = writeln!(out, "{division}: {home} home, {draw} draw, {away} away, {share:.1}% home");
    }
    out.trim_end().to_string()
}
