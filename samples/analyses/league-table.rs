#[derive(Default, Debug, PartialEq, Eq)]
struct Team {
    name: String,
    points: i64,
    scored: i64,
    conceded: i64,
}

impl Ord for Team {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |t: &Team| (t.points, t.scored - t.conceded, t.scored);
        key(other).cmp(&key(self)).then_with(|| self.name.cmp(&other.name))
    }
}

impl PartialOrd for Team {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

pub fn analyze(matches: &str) -> String {
    let mut teams: HashMap<String, Team> = HashMap::new();
    for line in matches.lines() {
        let m: Value = serde_json::from_str(line).unwrap();
        let date = m["date"].as_str().unwrap_or("");
        if m["division"] != "English Premier League" || !("2015-08-01"..="2016-06-30").contains(&date) {
            continue;
        }
        let (Some(home), Some(away)) = (m["home_score"].as_i64(), m["away_score"].as_i64()) else {
            println!("no score: {line}");
            continue;
        };
        for (side, ours, theirs) in [("home_team", home, away), ("away_team", away, home)] {
            let name = m[side].as_str().unwrap_or("?");
            let team = teams
                .entry(name.to_string())
                .or_insert_with(|| Team { name: name.to_string(), ..Default::default() });
            team.scored += ours;
            team.conceded += theirs;
            team.points += match ours.cmp(&theirs) {
                Ordering::Greater => 3,
                Ordering::Equal => 1,
                Ordering::Less => 0,
            };
        }
    }
    let mut table: Vec<Team> = teams.into_values().collect();
    table.sort();
    table
        .iter()
        .take(6)
        .enumerate()
        .map(|(i, t)| format!("{}. {} {} ({}:{})", i + 1, t.name, t.points, t.scored, t.conceded))
        .collect::<Vec<_>>()
        .join("\n")
}
