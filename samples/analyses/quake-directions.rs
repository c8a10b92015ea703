use regex::Regex;
use std::collections::BTreeMap;

pub fn analyze(quakes: &str) -> String {
    let place = Regex::new(r"\b(?P<km>\d+)km (?P<dir>[NESW]{1,3}) of ").unwrap();
    let mut directions: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for line in quakes.lines() {
        if let Some(m) = place.captures(line) {
            let km: u32 = m["km"].parse().unwrap();
            let direction = m.name("dir").unwrap().as_str();
            let (events, total) = directions.entry(direction).or_insert((0, 0));
            *events += 1;
            *total += km;
        }
    }
    let mut out = String::new();
    for (dir, (n, km)) in directions {
        out.push_str(&format!("{dir} {n} mean {:.1}\n", km as f64 / n as f64));
    }
    out
}
