pub fn analyze(input: &str) -> String {
    let mut longest: Vec<(usize, usize)> = Vec::new();
    for (number, line) in input.lines().enumerate() {
        let length = line.chars().count();
        if longest.len() < 10 || length > longest[9].0 {
            let at = longest.partition_point(|&(l, _)| l >= length);
            longest.insert(at, (length, number + 1));
            longest.truncate(10);
        }
    }
    longest
        .iter()
        .map(|(length, number)| format!("line {number}: {length}"))
        .collect::<Vec<_>>()
        .join("\n")
}
