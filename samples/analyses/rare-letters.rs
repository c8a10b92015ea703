pub fn analyze(input: &str) -> &'static str {
    const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";
    let mut counts = [0u32; 26];
    for b in input.bytes().filter(u8::is_ascii_alphabetic) {
        counts[usize::from(b.to_ascii_lowercase() - b'a')] += 1;
    }
    let rarest = (0..26).min_by_key(|&i| counts[i]).unwrap_or(0);
    &ALPHABET[rarest..=rarest]
}
