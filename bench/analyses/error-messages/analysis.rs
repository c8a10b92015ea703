fn masked(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut in_number = false;
    for c in message.chars() {
        if c.is_ascii_digit() {
            if !in_number {
                out.push('#');
            }
            in_number = true;
        } else {
            out.push(c);
            in_number = false;
        }
    }
    out
}

pub fn analyze(input: &str) -> String {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for line in input.lines() {
        let mut fields = line.splitn(7, ' ');
        if fields.nth(1) == Some("ERROR") {
            if let Some(message) = fields.nth(4) {
                *counts.entry(masked(message)).or_insert(0) += 1;
            }
        }
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked
        .iter()
        .take(10)
        .map(|(message, n)| format!("{n} {message}"))
        .collect::<Vec<_>>()
        .join("\n")
}
