struct Airport {
    state: String,
}

fn parse_line(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, quoted) {
            ('"', true) if chars.peek() == Some(&'"') => {
                chars.next();
                fields.last_mut().unwrap().push('"');
            }
            ('"', _) => quoted = !quoted,
            (',', false) => fields.push(String::new()),
            (c, _) => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

pub fn analyze(airports: &str) -> String {
    let all: Vec<Airport> = airports
        .lines()
        .skip(1)
        .map(parse_line)
        .filter(|f| f.len() == 7)
        .map(|mut f| Airport { state: f.swap_remove(3) })
        .collect();

    let mut by_state: BTreeMap<&str, usize> = BTreeMap::new();
    for airport in &all {
        *by_state.entry(&airport.state).or_insert(0) += 1;
    }
    let mut ranked: Vec<(&str, usize)> = by_state.into_iter().collect();
    ranked.sort_by_key(|&(_, n)| Reverse(n));
    let mut out = String::new();
    for (state, n) in ranked.iter().take(10) {
        writeln!(out, "{state} {n}").unwrap();
    }
    write!(out, "total {}", all.len()).unwrap();
    out
}
