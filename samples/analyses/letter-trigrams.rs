pub fn analyze(input: &str) -> String {
    let mut counts: HashMap<[char; 3], u64> = HashMap::new();
    let mut window: VecDeque<char> = VecDeque::with_capacity(4);
    for c in input.chars() {
        if !c.is_alphabetic() {
            window.clear();
            continue;
        }
        for lower in c.to_lowercase() {
            window.push_back(lower);
        }
        while window.len() > 3 {
            window.pop_front();
        }
        if window.len() == 3 {
            *counts.entry([window[0], window[1], window[2]]).or_insert(0) += 1;
        }
    }
    let mut ranked: Vec<([char; 3], u64)> = counts.into_iter().collect();
    ranked.sort_by_key(|&(gram, n)| (Reverse(n), gram));
    let mut out = String::new();
    for (gram, n) in ranked.into_iter().take(12) {
        let text: String = gram.iter().collect();
        let _ = writeln!(out, "{text} {n}");
    }
    out
}
