pub fn analyze(input: &str) -> String {
    let mut longest: Vec<(usize, usize)> = Vec::new();
    let mut lines = 0;
    for line in input.lines() {
        lines += 1;
        let length = line.chars().count();
        if longest.len() < 10 || length > longest[9].0 {
            let at = longest.partition_point(|&(l, _)| l >= length);
            longest.insert(at, (length, lines));
            longest.truncate(10);
        }
    }
    let mut out = format!("{lines}\n");
    for (length, number) in longest {
        writeln!(out, "{length} {number}").unwrap();
    }
    out
}

pub fn merge(parts: &[String]) -> String {
    let mut longest: Vec<(usize, usize)> = Vec::new();
    let mut before = 0;
    for part in parts {
        let mut lines = part.lines();
        let count: usize = lines.next().unwrap().parse().unwrap();
        for line in lines {
            let (length, number) = line.split_once(' ').unwrap();
            longest.push((length.parse().unwrap(), before + number.parse::<usize>().unwrap()));
        }
        before += count;
    }
    longest.sort_by_key(|&(length, number)| (Reverse(length), number));
    longest
        .iter()
        .take(10)
        .map(|(length, number)| format!("line {number}: {length}"))
        .collect::<Vec<_>>()
        .join("\n")
}
