pub fn analyze(input: &str) -> String {
    let mut best: Vec<&str> = Vec::new();
    for sentence in input.split_inclusive(['.', '!', '?']) {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        if words.len() > best.len() {
            best = words;
        }
    }
    format!("{}\n{}", best.len(), best.join(" "))
}
