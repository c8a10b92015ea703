fn class_of(bytes: u64) -> u32 {
    64 - bytes.leading_zeros()
}

fn label(class: u32) -> String {
    match class {
        0 | 1 => class.to_string(),
        c => format!("{}-{}", 1u64 << (c - 1), (1u64 << c) - 1),
    }
}

pub fn analyze(log: &str) -> String {
    let mut histogram = [0u32; 65];
    for line in log.lines() {
        let size = line
            .split('"')
            .nth(2)
            .and_then(|s| s.split_whitespace().nth(1))
            .and_then(|s| s.parse().ok());
        if let Some(bytes) = size {
            histogram[class_of(bytes) as usize] += 1;
        }
    }
    histogram.map(|n| n.to_string()).join(",")
}

pub fn merge(parts: &[String]) -> String {
    let mut sums = vec![0u64; 65];
    for part in parts {
        for (sum, n) in sums.iter_mut().zip(part.split(',')) {
            *sum += n.parse::<u64>().expect("a count");
        }
    }
    (0u32..)
        .zip(sums)
        .filter(|&(_, n)| n > 0)
        .map(|(class, n)| format!("{} {n}", label(class)))
        .collect::<Vec<_>>()
        .join("\n")
}
