pub fn analyze(input: &str) -> String {
    let re = Regex::new(r"Tableau\s(\d+)\.(\d+)\.").expect("valid pattern");
    let mut tables: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for caps in re.captures_iter(input) {
        let chapter: u32 = caps[1].parse().unwrap();
        let table: u32 = caps[2].parse().unwrap();
        tables.entry(chapter).or_default().insert(table);
    }
    tables
        .iter()
        .map(|(chapter, set)| format!("{}: {}", chapter, set.len()))
        .collect::<Vec<String>>()
        .join("\n")
}
