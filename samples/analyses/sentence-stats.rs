/// Mean and median of a list of lengths.
struct Summary {
    count: usize,
    mean: f64,
    median: f64,
}

impl From<Vec<u32>> for Summary {
    fn from(mut values: Vec<u32>) -> Self {
        values.sort_unstable();
        let count = values.len();
        let sum: u64 = values.iter().map(|&v| u64::from(v)).sum();
        let middle = count / 2;
        let median = if count % 2 == 1 {
            f64::from(values[middle])
        } else {
            f64::from(values[middle - 1] + values[middle]) / 2.0
        };
        Summary { count, mean: sum as f64 / count as f64, median }
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "sentences {}, mean {:.2}, median {:.1}", self.count, self.mean, self.median)
    }
}

pub fn analyze(input: &str) -> String {
    let lengths: Vec<u32> = input
        .split(&['.', '!', '?'][..])
        .map(|s| s.split_whitespace().count() as u32)
        .filter(|&n| n >= 2)
        .collect();
    Summary::from(lengths).to_string()
}
