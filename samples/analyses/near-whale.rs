fn levenshtein(a: &[u8], b: &[u8]) -> usize {
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    let mut current = vec![0; b.len() + 1];
    for (i, x) in a.iter().enumerate() {
        current[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substitution = previous[j] + usize::from(x != y);
            current[j + 1] = substitution.min(previous[j + 1] + 1).min(current[j] + 1);
        }
        std::mem::swap(&mut previous, &mut current);
    }
    previous[b.len()]
}

pub fn analyze(input: &str) -> String {
    let target = b"whale";
    let words: BTreeSet<String> = input
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|w| w.len().abs_diff(target.len()) <= 2 && !w.is_empty())
        .map(|w| w.to_ascii_lowercase())
        .collect();

    let mut by_distance: [Vec<&str>; 3] = Default::default();
    for word in &words {
        let d = levenshtein(word.as_bytes(), target);
        if d <= 2 {
            by_distance[d].push(word);
        }
    }
    format!("1: {}\n2: {}", by_distance[1].join(" "), by_distance[2].join(" "))
}
