fn is_palindrome(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let n = letters.len();
    (0..n / 2).all(|i| letters[i] == letters[n - 1 - i])
}

pub fn analyze(input: &str) -> String {
    let found: BTreeSet<String> = input
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| w.len() >= 4)
        .map(str::to_lowercase)
        .filter(|w| is_palindrome(w))
        .collect();
    Vec::from_iter(found).join(", ")
}
