struct Profile {
    name: &'static str,
    words: usize,
    letters: usize,
    vocabulary: HashSet<String>,
}

impl Profile {
    fn new(name: &'static str, text: String) -> Self {
        let mut p = Profile { name, words: 0, letters: 0, vocabulary: HashSet::new() };
        for w in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
            p.words += 1;
            p.letters += w.chars().count();
            p.vocabulary.insert(w.to_lowercase());
        }
        p
    }

    fn line(&self) -> String {
        let mean = self.letters as f64 / self.words as f64;
        format!("{} {} {} {:.2}", self.name, self.words, self.vocabulary.len(), mean)
    }
}

pub fn analyze(alice: String, emma: String, moby: String) -> String {
    let books = [
        Profile::new("Alice", alice),
        Profile::new("Emma", emma),
        Profile::new("Moby", moby),
    ];
    let shared = books[0]
        .vocabulary
        .iter()
        .filter(|w| books[1..].iter().all(|b| b.vocabulary.contains(*w)))
        .count();
    let mut lines: Vec<String> = books.iter().map(Profile::line).collect();
    lines.push(format!("shared {shared}"));
    lines.join("\n")
}
