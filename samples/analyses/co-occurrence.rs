const PEOPLE: [&str; 8] = [
    "Bates", "Churchill", "Elton", "Emma", "Fairfax", "Harriet", "Knightley", "Weston",
];

pub fn analyze(input: &str) -> String {
    let mut together = BTreeMap::new();
    for paragraph in paragraphs(input) {
        let present: Vec<&str> = PEOPLE
            .iter()
            .copied()
            .filter(|name| paragraph.contains(name))
            .collect();
        for (i, a) in present.iter().enumerate() {
            for b in &present[i + 1..] {
                *together.entry((*a, *b)).or_insert(0u32) += 1;
            }
        }
    }
    let mut pairs: Vec<((&str, &str), u32)> = together.into_iter().collect();
    pairs.sort_by_key(|&(_, n)| Reverse(n)); // stable: ties stay alphabetical
    pairs
        .iter()
        .map(|((a, b), n)| format!("{a} + {b}: {n}"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn paragraphs(text: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            blocks.push(String::new());
        } else if let Some(last) = blocks.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    blocks.retain(|b| !b.is_empty());
    blocks
}
