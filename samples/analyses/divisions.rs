pub fn analyze(matches: &str) -> String {
    matches
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .flat_map(|m| {
            ["home_team", "away_team"].map(|side| {
                let text = |key: &str| m[key].as_str().unwrap_or_default().to_string();
                (text("division"), text(side))
            })
        })
        .collect::<BTreeSet<(String, String)>>()
        .into_iter()
        .fold(BTreeMap::new(), |mut teams: BTreeMap<String, usize>, (division, _)| {
            *teams.entry(division).or_default() += 1;
            teams
        })
        .into_iter()
        .map(|(division, n)| format!("{}: {n}", division.to_uppercase()))
        .collect::<Vec<_>>()
        .join("\n")
}
