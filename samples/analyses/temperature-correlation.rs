use std::collections::BTreeMap;

#[derive(Debug)]
pub enum Problem {
    Columns(usize),
    Number(std::num::ParseFloatError),
    NoCommonDays,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Problem::Columns(line) => write!(f, "too few columns in line {line}"),
            Problem::Number(e) => write!(f, "bad number: {e}"),
            Problem::NoCommonDays => f.write_str("the cities have no day in common"),
        }
    }
}

impl From<std::num::ParseFloatError> for Problem {
    fn from(e: std::num::ParseFloatError) -> Self {
        Problem::Number(e)
    }
}

pub fn analyze(weather: &str) -> Result<String, Problem> {
    let mut seattle = BTreeMap::new();
    let mut new_york = BTreeMap::new();
    for (i, line) in weather.lines().enumerate().skip(1) {
        let f: Vec<&str> = line.split(',').collect();
        if f.len() < 4 {
            return Err(Problem::Columns(i + 1));
        }
        let t: f64 = f[3].parse()?;
        match f[0] {
            "Seattle" => drop(seattle.insert(f[1], t)),
            "New York" => drop(new_york.insert(f[1], t)),
            _ => {}
        }
    }
    let pairs: Vec<(f64, f64)> = seattle
        .iter()
        .filter_map(|(day, &a)| new_york.get(day).map(|&b| (a, b)))
        .collect();
    if pairs.is_empty() {
        return Err(Problem::NoCommonDays);
    }
    let n = pairs.len() as f64;
    let mean_a = pairs.iter().map(|p| p.0).sum::<f64>() / n;
    let mean_b = pairs.iter().map(|p| p.1).sum::<f64>() / n;
    let (mut cov, mut var_a, mut var_b) = (0.0, 0.0, 0.0);
    for (a, b) in &pairs {
        cov += (a - mean_a) * (b - mean_b);
        var_a += (a - mean_a).powi(2);
        var_b += (b - mean_b).powi(2);
    }
    Ok(format!("{} days, r = {:.4}", pairs.len(), cov / (var_a * var_b).sqrt()))
}
