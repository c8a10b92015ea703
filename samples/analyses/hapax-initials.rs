pub fn analyze(input: String) -> String {
    let mut seen: HashMap<String, u32> = HashMap::new();
    input
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|w| !w.is_empty())
        .for_each(|w| *seen.entry(w.to_ascii_uppercase()).or_insert(0) += 1);

    let mut initials = [0usize; 26];
    for (word, _) in seen.iter().filter(|(_, &n)| n == 1) {
        initials[(word.as_bytes()[0] - b'A') as usize] += 1;
    }
    let mut out = String::new();
    for (letter, n) in ('A'..='Z').zip(initials) {
        if n > 0 {
            out += &format!("{letter} {n}\n");
        }
    }
    out
}
