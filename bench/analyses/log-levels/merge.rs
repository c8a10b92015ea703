pub fn analyze(input: &str) -> String {
    let mut counts: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for line in input.lines() {
        let mut fields = line.split(' ');
        if let (Some(time), Some(level)) = (fields.next(), fields.next()) {
            *counts.entry((&time[..13], level)).or_insert(0) += 1;
        }
    }
    let mut out = String::new();
    for ((hour, level), n) in counts {
        writeln!(out, "{hour} {level} {n}").unwrap();
    }
    out
}

pub fn merge(parts: &[String]) -> String {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for line in parts.iter().flat_map(|part| part.lines()) {
        let (key, n) = line.rsplit_once(' ').unwrap();
        *counts.entry(key).or_insert(0) += n.parse::<u32>().unwrap();
    }
    let mut out = String::new();
    for (key, n) in counts {
        writeln!(out, "{key} {n}").unwrap();
    }
    out
}
