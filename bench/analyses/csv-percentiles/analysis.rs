fn fields(line: &str) -> Vec<&str> {
    let mut out = Vec::with_capacity(9);
    let (mut start, mut quoted) = (0, false);
    for (i, b) in line.bytes().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                out.push(&line[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push(&line[start..]);
    out
}

pub fn analyze(input: &str) -> String {
    let mut values: Vec<u32> = Vec::new();
    for line in input.lines() {
        if let Some(Ok(value)) = fields(line).get(7).map(|f| f.parse()) {
            values.push(value);
        }
    }
    if values.is_empty() {
        return "none".to_string();
    }
    values.sort_unstable();
    let at = |p: u64| values[((values.len() as u64 - 1) * p / 100) as usize];
    format!("n {} p50 {} p95 {} p99 {}", values.len(), at(50), at(95), at(99))
}
