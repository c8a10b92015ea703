use std::collections::BTreeMap;

#[derive(Default)]
struct Run {
    length: usize,
    first: String,
    last: String,
}

impl Run {
    fn extend(&mut self, date: &str) {
        if self.length == 0 {
            self.first = date.to_string();
        }
        self.length += 1;
        self.last = date.to_string();
    }
}

pub fn analyze(matches: &str) -> String {
    let mut games: Vec<serde_json::Value> =
        matches.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    games.sort_by_key(|g| g["date"].as_str().unwrap().to_owned());

    let mut current: BTreeMap<String, Run> = BTreeMap::new();
    let mut best: BTreeMap<String, Run> = BTreeMap::new();
    for g in &games {
        let scores = g["home_score"].as_i64().zip(g["away_score"].as_i64());
        let Some((home, away)) = scores else { continue };
        for (side, won) in [("home_team", home > away), ("away_team", away > home)] {
            let team = g[side].as_str().unwrap();
            let run = current.entry(team.to_string()).or_default();
            if !won {
                *run = Run::default();
                continue;
            }
            run.extend(g["date"].as_str().unwrap());
            let record = best.entry(team.to_string()).or_default();
            if run.length > record.length {
                *record = Run { length: run.length, first: run.first.clone(), last: run.last.clone() };
            }
        }
    }
    let mut ranked: Vec<(&String, &Run)> = best.iter().collect();
    ranked.sort_by(|a, b| b.1.length.cmp(&a.1.length));
    ranked[..5.min(ranked.len())]
        .iter()
        .map(|(team, r)| format!("{team}: {} wins from {} to {}", r.length, r.first, r.last))
        .collect::<Vec<_>>()
        .join("\n")
}
