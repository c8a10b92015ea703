fn per_country<'a>(logs: &str, users: &'a str) -> BTreeMap<&'a str, (u64, u64)> {
    let mut countries: HashMap<&str, &str> = HashMap::new();
    for line in users.lines().skip(1) {
        let mut fields = line.split(',');
        if let (Some(id), Some(country)) = (fields.next(), fields.nth(1)) {
            countries.insert(id, country);
        }
    }
    let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for line in logs.lines() {
        let mut fields = line.split(' ');
        let (Some(user), Some(ms)) = (fields.nth(4), fields.next()) else { continue };
        if let Some(country) = countries.get(user) {
            let count = counts.entry(country).or_insert((0, 0));
            count.0 += 1;
            count.1 += ms.parse::<u64>().unwrap();
        }
    }
    counts
}

fn shown(counts: &BTreeMap<&str, (u64, u64)>) -> String {
    let mut out = String::new();
    for (country, (n, ms)) in counts {
        writeln!(out, "{country} {n} {ms}").unwrap();
    }
    out
}

pub fn analyze(logs: &str, users: &str) -> String {
    shown(&per_country(logs, users))
}
