pub fn analyze(input: &str) -> String {
    const STEP: usize = 25_000;
    let mut seen = HashSet::new();
    let mut read = 0usize;
    let mut report = String::new();
    for word in input.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        read += 1;
        seen.insert(word.to_lowercase());
        if read % STEP == 0 {
            writeln!(&mut report, "{} {}", read, seen.len()).unwrap();
        }
    }
    if read % STEP != 0 {
        writeln!(&mut report, "{} {}", read, seen.len()).unwrap();
    }
    report
}
