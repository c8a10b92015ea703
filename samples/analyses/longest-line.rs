pub fn analyze(input: &str) -> Option<String> {
    let mut best: Option<(usize, usize, &str)> = None;
    for (index, line) in input.lines().enumerate() {
        let chars = line.chars().count();
        if best.map_or(true, |(_, most, _)| chars > most) {
            best = Some((index + 1, chars, line));
        }
    }
    let (number, chars, line) = best?;
    Some(format!("{number}\n{chars}\n{}\n{}", line.len(), line.trim()))
}
