pub fn analyze(strikes: &str) -> String {
    let mut phases: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for line in strikes.lines().filter(|l| !l.starts_with("Airport Name,")) {
        let f: Vec<&str> = line.split(',').collect();
        if f.len() != 14 {
            eprintln!("skipped: {line}");
            continue;
        }
        let entry = phases.entry(f[6]).or_default();
        entry.0 += 1;
        entry.1 += f[12].parse::<u64>().unwrap_or(0);
    }
    phases.iter().map(|(p, (n, cost))| format!("{p}|{n}|{cost}\n")).collect()
}

pub fn merge(parts: &[String]) -> String {
    let mut phases: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for line in parts.iter().flat_map(|p| p.lines()) {
        let f: Vec<&str> = line.split('|').collect();
        let entry = phases.entry(f[0]).or_default();
        entry.0 += f[1].parse::<u64>().unwrap();
        entry.1 += f[2].parse::<u64>().unwrap();
    }
    let mut rows: Vec<_> = phases.into_iter().collect();
    rows.sort_by_key(|&(phase, (_, cost))| (Reverse(cost), phase));
    rows.iter()
        .map(|(phase, (n, cost))| {
            let name = if phase.is_empty() { "(not given)" } else { phase };
            format!("{name}: {n} strikes, ${}", with_commas(*cost))
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn with_commas(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(d);
    }
    out
}
