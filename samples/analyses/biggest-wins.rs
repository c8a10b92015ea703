pub fn analyze(matches: &str) -> String {
    struct Match {
        date: String,
        home: String,
        away: String,
        score: (i64, i64),
    }

    let text = |v: &Value| v.as_str().unwrap_or("").to_string();
    let mut played: Vec<Match> = matches
        .lines()
        .filter_map(|l| serde_json::from_str::<Value>(l).ok())
        .filter_map(|m| {
            Some(Match {
                score: (m["home_score"].as_i64()?, m["away_score"].as_i64()?),
                date: text(&m["date"]),
                home: text(&m["home_team"]),
                away: text(&m["away_team"]),
            })
        })
        .collect();

    played.sort_by(|a, b| {
        let difference = |m: &Match| (m.score.0 - m.score.1).abs();
        let goals = |m: &Match| m.score.0 + m.score.1;
        difference(b)
            .cmp(&difference(a))
            .then_with(|| goals(b).cmp(&goals(a)))
            .then_with(|| a.date.cmp(&b.date))
            .then_with(|| a.home.cmp(&b.home))
    });
    let mut lines = Vec::new();
    for m in played.iter().take(10) {
        lines.push(format!("{} {} {}-{} {}", m.date, m.home, m.score.0, m.score.1, m.away));
    }
    lines.join("\n")
}
