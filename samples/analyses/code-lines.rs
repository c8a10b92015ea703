#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Blank,
    Documentation,
    Comment,
    Code,
}

impl Kind {
    const ALL: [(Kind, &'static str); 4] = [
        (Kind::Blank, "blank"),
        (Kind::Documentation, "documentation"),
        (Kind::Comment, "comments"),
        (Kind::Code, "code"),
    ];

    fn of(line: &str) -> Kind {
        match line.trim() {
            "" => Kind::Blank,
            l if l.starts_with("///") || l.starts_with("//!") => Kind::Documentation,
            l if l.starts_with("//") => Kind::Comment,
            _ => Kind::Code,
        }
    }
}

pub fn analyze(code: &str) -> String {
    let kinds: Vec<Kind> = code.lines().map(Kind::of).collect();
    Kind::ALL
        .iter()
        .map(|(kind, name)| format!("{name} {}", kinds.iter().filter(|k| *k == kind).count()))
        .collect::<Vec<_>>()
        .join(", ")
}
