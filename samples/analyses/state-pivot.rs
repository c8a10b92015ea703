const STATES: [&str; 5] = ["TX", "CA", "FL", "IL", "GA"];

pub fn analyze(flights: &str, airports: &str) -> String {
    // The state is the fourth field from the end, which no quoted name can disturb.
    let state_of: HashMap<&str, &str> = airports
        .lines()
        .skip(1)
        .filter_map(|l| Some((l.split(',').next()?, l.rsplit(',').nth(3)?)))
        .collect();
    let column = |code: &str| {
        let state = state_of.get(code)?;
        STATES.iter().position(|s| s == state)
    };

    let mut table = [[0u32; STATES.len()]; STATES.len()];
    for line in flights.lines().skip(1) {
        let cols: Vec<&str> = line.split(',').collect();
        let [origin, destination, count] = cols[..] else { continue };
        if let (Some(r), Some(c)) = (column(origin), column(destination)) {
            table[r][c] += count.parse::<u32>().unwrap_or(0);
        }
    }

    let mut lines = vec![format!("from {}", STATES.join(" "))];
    for (state, row) in STATES.iter().zip(&table) {
        let cells: Vec<String> = row.iter().map(u32::to_string).collect();
        lines.push(format!("{state} {}", cells.join(" ")));
    }
    lines.join("\n")
}
