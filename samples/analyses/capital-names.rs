pub fn analyze(input: &str) -> String {
    let re = Regex::new(r"[A-Za-z]+").unwrap();
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut common: HashSet<&str> = HashSet::new();
    for m in re.find_iter(input) {
        let word = m.as_str();
        let (first, rest) = word.split_at(1);
        if first.chars().all(char::is_lowercase) {
            common.insert(word);
        } else if rest.len() >= 2 && rest.chars().all(char::is_lowercase) {
            *names.entry(word).or_default() += 1;
        }
    }
    names.retain(|name, _| !common.contains(name.to_lowercase().as_str()));
    let mut ranked: Vec<(&str, usize)> = names.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1));
    let lines: Vec<String> = ranked.iter().take(15).map(|(w, n)| format!("{w} {n}")).collect();
    lines.join("\n")
}
