pub fn analyze(input: &str) -> String {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for line in input.lines() {
        let Some((number, title)) = line.split_once(". ") else { continue };
        if number.is_empty() || !number.chars().all(|c| c.is_ascii_digit()) || !seen.insert(line) {
            continue;
        }
        let flipped: String = title.trim_end().chars().rev().flat_map(swap_case).collect();
        out.push(format!("{number}: {flipped}"));
    }
    out.join("\n")
}

fn swap_case(c: char) -> Vec<char> {
    if c.is_uppercase() {
        c.to_lowercase().collect()
    } else {
        c.to_uppercase().collect()
    }
}
