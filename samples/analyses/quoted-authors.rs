struct Quotation<'a> {
    lines: Vec<&'a str>,
}

impl<'a> Quotation<'a> {
    fn author(&self) -> Option<&'a str> {
        let name = self.lines.iter().rev().find_map(|l| l.trim_start().strip_prefix("-- "))?;
        let end = name.find(|c| c == '(' || c == ',').unwrap_or(name.len());
        Some(name[..end].trim()).filter(|n| !n.is_empty())
    }
}

fn quotations<'a>(text: &'a str) -> Vec<Quotation<'a>> {
    let mut all = vec![Quotation { lines: vec![] }];
    for line in text.lines() {
        if line == "%" {
            all.push(Quotation { lines: vec![] });
        } else {
            all.last_mut().unwrap().lines.push(line);
        }
    }
    all.retain(|q| q.lines.iter().any(|l| !l.trim().is_empty()));
    all
}

pub fn analyze(input: &str) -> String {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut anonymous = 0usize;
    for q in quotations(input) {
        match q.author() {
            Some(name) => *counts.entry(name).or_insert(0) += 1,
            None => anonymous += 1,
        }
    }
    let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
    ranked.sort_by(|a, b| (Reverse(a.1), a.0).cmp(&(Reverse(b.1), b.0)));
    let mut out = String::new();
    for (name, n) in ranked.iter().take(10) {
        let _ = writeln!(out, "{name}: {n}");
    }
    let _ = write!(out, "without author: {anonymous}");
    out
}
