use std::str::FromStr;

struct Chapter {
    number: u32,
    words: usize,
}

fn heading(line: &str) -> Option<u32> {
    let rest = line.strip_prefix("CHAPTER ")?;
    u32::from_str(rest.trim_end().trim_end_matches('.')).ok()
}

pub fn analyze(text: &str) -> String {
    let mut chapters: Vec<Chapter> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        if let Some(number) = heading(line) {
            chapters.push(Chapter { number, words: 0 });
            open = true;
        } else if line.trim().eq_ignore_ascii_case("epilogue") {
            open = false;
        } else if open {
            if let Some(c) = chapters.last_mut() {
                c.words += line.split_whitespace().count();
            }
        }
    }
    eprintln!("{} chapters", chapters.len());

    let show = |c: &Chapter| format!("{}: {}", c.number, c.words);
    chapters.sort_by(|a, b| b.words.cmp(&a.words).then(a.number.cmp(&b.number)));
    let mut lines: Vec<String> = chapters.iter().take(5).map(show).collect();
    lines.push("--".into());
    chapters.sort_by(|a, b| a.words.cmp(&b.words).then(a.number.cmp(&b.number)));
    lines.extend(chapters.iter().take(3).map(show));
    lines.join("\n")
}
