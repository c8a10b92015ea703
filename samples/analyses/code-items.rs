pub fn analyze(code: &str) -> String {
    let re = Regex::new(r"(?m)^ *(pub(?:\([a-z]+\))? )?(?:unsafe )?(fn |struct |enum |trait |impl[ <])").unwrap();
    let keywords = ["fn", "struct", "enum", "trait", "impl"];
    let mut counts = [(0, 0); 5];
    for m in re.captures_iter(code) {
        let keyword = m[2].trim_end_matches(|c| c == ' ' || c == '<');
        if let Some(i) = keywords.iter().position(|&k| k == keyword) {
            counts[i].0 += 1;
            if m.get(1).is_some() {
                counts[i].1 += 1;
            }
        }
    }
    keywords
        .iter()
        .zip(counts)
        .map(|(k, (all, public))| format!("{k}: {all} ({public} public)"))
        .collect::<Vec<_>>()
        .join("\n")
}
