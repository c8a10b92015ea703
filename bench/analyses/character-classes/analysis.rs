pub fn analyze(input: &str) -> String {
    let mut classes = [0u64; 6];
    for c in input.chars() {
        let class = match c {
            'a'..='z' => 0,
            'A'..='Z' => 1,
            '0'..='9' => 2,
            ' ' | '\n' | '\t' | '\r' => 3,
            c if c.is_ascii() => 4,
            _ => 5,
        };
        classes[class] += 1;
    }
    classes.map(|n| n.to_string()).join(" ")
}
