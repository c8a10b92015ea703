pub fn analyze(input: &str) -> usize {
    input.lines().count()
}
