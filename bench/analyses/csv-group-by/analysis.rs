fn fields(line: &str) -> Vec<&str> {
    let mut out = Vec::with_capacity(9);
    let (mut start, mut quoted) = (0, false);
    for (i, b) in line.bytes().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                out.push(&line[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push(&line[start..]);
    out
}

pub fn analyze(input: &str) -> String {
    let mut groups: BTreeMap<(&str, &str), (u64, u64)> = BTreeMap::new();
    for line in input.lines() {
        let f = fields(line);
        if f.len() < 9 || f[0] == "id" {
            continue;
        }
        let (quantity, price): (u64, u64) = (f[5].parse().unwrap(), f[6].parse().unwrap());
        let group = groups.entry((f[2], f[3])).or_insert((0, 0));
        group.0 += 1;
        group.1 += quantity * price;
    }
    let mut out = String::new();
    for ((region, category), (orders, cents)) in groups {
        writeln!(out, "{region},{category},{orders},{cents}").unwrap();
    }
    out
}
