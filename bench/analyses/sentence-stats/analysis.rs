pub fn analyze(input: &str) -> String {
    let (mut sentences, mut words, mut longest) = (0u64, 0u64, 0u64);
    for sentence in input.split(['.', '!', '?']) {
        let n = sentence.split_whitespace().count() as u64;
        if n > 0 {
            sentences += 1;
            words += n;
            longest = longest.max(n);
        }
    }
    format!("{sentences} sentences, {words} words, longest {longest}, mean {:02}/100", words * 100 / sentences.max(1))
}
