use std::collections::HashMap;

pub fn analyze(input: &str) -> String {
    let mut accented: HashMap<String, usize> = HashMap::new();
    let mut total = 0usize;
    for word in input.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        total += 1;
        if !word.is_ascii() {
            *accented.entry(word.to_lowercase()).or_insert(0) += 1;
        }
    }
    let share = accented.values().sum::<usize>() as f64 * 100.0 / total as f64;

    let mut ranked: Vec<_> = accented.iter().collect();
    ranked.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    let mut lines = vec![];
    for (word, n) in ranked.into_iter().take(10) {
        lines.push(format!("{} {}", word, n));
    }
    lines.push(format!("{:.2}%", share));
    lines.join("\n")
}
