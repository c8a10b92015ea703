use regex::Regex;

#[derive(Default)]
struct Play<'a> {
    title: &'a str,
    enter: u32,
    exit: u32,
    exeunt: u32,
}

pub fn analyze(plays: &str) -> String {
    let title = Regex::new(r"^\[(.+)\]$").unwrap();
    let direction = Regex::new(r"^ *(Enter|Exit|Exeunt)\b").unwrap();

    let mut found: Vec<Play> = Vec::new();
    for line in plays.lines() {
        if let Some(m) = title.captures(line) {
            found.push(Play { title: m.get(1).map_or("", |t| t.as_str()), ..Play::default() });
        } else if let (Some(m), Some(play)) = (direction.captures(line), found.last_mut()) {
            match &m[1] {
                "Enter" => play.enter += 1,
                "Exit" => play.exit += 1,
                _ => play.exeunt += 1,
            }
        }
    }
    found
        .iter()
        .map(|p| format!("{} | enter {}, exit {}, exeunt {}", p.title, p.enter, p.exit, p.exeunt))
        .collect::<Vec<_>>()
        .join("\n")
}
