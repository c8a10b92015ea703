/// Zählt die Umlaute und das scharfe S – samt Großbuchstaben.
pub fn analyze(input: &str) -> String {
    const LETTERS: [char; 7] = ['ä', 'ö', 'ü', 'Ä', 'Ö', 'Ü', 'ß'];
    let mut counts = [0u32; 7];
    let mut lines = 0;
    for line in input.lines() {
        let mut hit = false;
        for c in line.chars() {
            if let Some(i) = LETTERS.iter().position(|&l| l == c) {
                counts[i] += 1;
                hit = true;
            }
        }
        if hit {
            lines += 1;
        }
    }
    let mut out: Vec<String> = LETTERS.iter().zip(&counts).map(|(l, n)| format!("{l} {n}")).collect();
    out.push(format!("lines {lines}"));
    out.join("\n")
}
