fn fields(line: &str) -> Vec<&str> {
    let mut out = Vec::with_capacity(9);
    let (mut start, mut quoted) = (0, false);
    for (i, b) in line.bytes().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                out.push(&line[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push(&line[start..]);
    out
}

fn per_day(input: &str) -> BTreeMap<&str, u64> {
    let mut days: BTreeMap<&str, u64> = BTreeMap::new();
    for line in input.lines() {
        let f = fields(line);
        if f.len() == 9 && f[1] >= "2025-03-01" && f[1] <= "2025-05-31" && f[0] != "id" {
            *days.entry(f[1]).or_insert(0) += f[5].parse::<u64>().unwrap() * f[6].parse::<u64>().unwrap();
        }
    }
    days
}

fn ranked(days: BTreeMap<&str, u64>) -> String {
    let mut ranked: Vec<(&str, u64)> = days.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    ranked
        .iter()
        .take(5)
        .map(|(day, cents)| format!("{day} {cents}"))
        .collect::<Vec<_>>()
        .join("\n")
}

pub fn analyze(input: &str) -> String {
    per_day(input)
        .iter()
        .map(|(day, cents)| format!("{day} {cents}\n"))
        .collect()
}

pub fn merge(parts: &[String]) -> String {
    let mut days: BTreeMap<&str, u64> = BTreeMap::new();
    for line in parts.iter().flat_map(|part| part.lines()) {
        let (day, cents) = line.split_once(' ').unwrap();
        *days.entry(day).or_insert(0) += cents.parse::<u64>().unwrap();
    }
    ranked(days)
}
