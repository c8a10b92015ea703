use std::collections::BTreeMap;

mod pages {
    use regex::Regex;

    /// Every reference in the text, as (section, name).
    pub fn references(text: &str) -> Vec<(char, String)> {
        let re = Regex::new(r"([A-Za-z0-9][A-Za-z0-9._+-]*)\(([1-8])\)").unwrap();
        re.captures_iter(text)
            .map(|c| (c[2].chars().next().unwrap(), c[1].to_string()))
            .collect()
    }
}

pub fn analyze(input: &str) -> String {
    let mut sections: BTreeMap<char, BTreeMap<String, u32>> = BTreeMap::new();
    for (section, name) in pages::references(input) {
        *sections.entry(section).or_default().entry(name).or_default() += 1;
    }
    let mut out = String::new();
    for (section, names) in &sections {
        let most = *names.values().max().unwrap();
        let (top, _) = names.iter().find(|(_, &n)| n == most).unwrap();
        out.push_str(&format!("section {section}: {} names, most frequent {top} ({most})\n", names.len()));
    }
    out
}
