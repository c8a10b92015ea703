#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Depth {
    Shallow,
    Crustal,
    Intermediate,
    Deep,
}

impl From<f64> for Depth {
    fn from(km: f64) -> Depth {
        match km {
            d if d < 10.0 => Depth::Shallow,
            d if d < 35.0 => Depth::Crustal,
            d if d < 300.0 => Depth::Intermediate,
            _ => Depth::Deep,
        }
    }
}

fn split_quoted(line: &str) -> Vec<&str> {
    let mut quoted = false;
    line.split(move |c| {
        if c == '"' {
            quoted = !quoted;
        }
        c == ',' && !quoted
    })
    .collect()
}

pub fn analyze(quakes: &str) -> Result<String, std::num::ParseFloatError> {
    let mut groups: HashMap<Depth, Vec<f64>> = HashMap::new();
    for line in quakes.lines().skip(1) {
        let f = split_quoted(line);
        if f[6] == "earthquake" {
            let magnitude: f64 = f[2].parse()?;
            groups.entry(f[3].parse::<f64>()?.into()).or_default().push(magnitude);
        }
    }
    let mut lines = Vec::new();
    for depth in [Depth::Shallow, Depth::Crustal, Depth::Intermediate, Depth::Deep] {
        let name = format!("{depth:?}").to_lowercase();
        lines.push(match groups.get(&depth) {
            Some(m) => format!("{name} {} mean {:.2}", m.len(), m.iter().sum::<f64>() / m.len() as f64),
            None => format!("{name} 0"),
        });
    }
    Ok(lines.join("\n"))
}
