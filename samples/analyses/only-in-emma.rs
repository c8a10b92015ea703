fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .map(|w| w.to_lowercase())
}

pub fn analyze(emma: &str, moby: &str) -> String {
    let known: HashSet<String> = words(moby).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for w in words(emma) {
        *counts.entry(w).or_default() += 1;
    }
    let mut ranked: Vec<(&String, &usize)> = counts.iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(a.1)); // the map is already alphabetical
    ranked
        .into_iter()
        .take(1500)
        .filter(|(w, _)| !known.contains(*w))
        .map(|(w, n)| format!("{w} ({n})"))
        .collect::<Vec<_>>()
        .join(", ")
}
