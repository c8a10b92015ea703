pub fn analyze(play: &str) -> String {
    let speech = Regex::new(r"(?m)^ {2,3}([A-Z][A-Za-z]*)\. ").unwrap();
    let mut speeches: BTreeMap<&str, usize> = BTreeMap::new();
    for m in speech.captures_iter(play) {
        *speeches.entry(m.get(1).unwrap().as_str()).or_insert(0) += 1;
    }
    let mut ranked: Vec<_> = speeches.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1));
    ranked
        .iter()
        .take(8)
        .map(|(who, n)| format!("{who} {n}"))
        .collect::<Vec<_>>()
        .join("\n")
}
