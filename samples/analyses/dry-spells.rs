enum State<'a> {
    Wet,
    Dry { since: &'a str, days: u32 },
}

#[derive(Default)]
struct Spell<'a> {
    days: u32,
    first: &'a str,
    last: &'a str,
}

pub fn analyze(weather: &str) -> String {
    let mut longest: BTreeMap<&str, Spell> = BTreeMap::new();
    let mut states: HashMap<&str, State> = HashMap::new();
    for line in weather.lines().skip(1) {
        let f: Vec<&str> = line.split(',').collect();
        let (city, date, rain) = (f[0], f[1], f[2].parse::<f64>().unwrap_or(f64::NAN));
        let state = states.entry(city).or_insert(State::Wet);
        *state = match (rain == 0.0, &*state) {
            (false, _) => State::Wet,
            (true, State::Wet) => State::Dry { since: date, days: 1 },
            (true, State::Dry { since, days }) => State::Dry { since, days: days + 1 },
        };
        if let State::Dry { since, days } = *state {
            let best = longest.entry(city).or_default();
            if days > best.days {
                *best = Spell { days, first: since, last: date };
            }
        }
    }
    longest
        .iter()
        .map(|(city, s)| format!("{city}: {} days, {} to {}", s.days, s.first, s.last))
        .collect::<Vec<_>>()
        .join("\n")
}
