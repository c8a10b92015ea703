pub fn analyze(input: &str) -> f64 {
    let mut inside = false;
    let (mut spoken, mut total) = (0u32, 0u32);
    for c in input.chars() {
        total += 1;
        match c {
            '"' => inside = !inside,
            _ if inside => spoken += 1,
            _ => {}
        }
    }
    let share = f64::from(spoken) / f64::from(total);
    (share * 10_000.0).round() / 10_000.0
}
