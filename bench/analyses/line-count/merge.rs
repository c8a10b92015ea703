pub fn analyze(input: &str) -> usize {
    input.lines().count()
}

pub fn merge(parts: &[String]) -> usize {
    parts.iter().map(|part| part.parse::<usize>().unwrap()).sum()
}
