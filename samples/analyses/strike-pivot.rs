use std::fmt::Write;

pub fn analyze(strikes: &str) -> String {
    const SIZES: [&str; 3] = ["Small", "Medium", "Large"];
    const TIMES: [&str; 4] = ["Dawn", "Day", "Dusk", "Night"];
    let index = |list: &[&str], value: &str| list.iter().position(|&x| x == value).unwrap_or(list.len());

    let mut table = vec![vec![0usize; TIMES.len() + 1]; SIZES.len() + 1];
    for line in strikes.lines().skip(1) {
        let fields: Vec<_> = line.split(',').collect();
        table[index(&SIZES, fields[7])][index(&TIMES, fields[9])] += 1;
    }

    let mut out = String::from("size,Dawn,Day,Dusk,Night,other\n");
    for (name, row) in SIZES.iter().chain(&["other"]).zip(&table) {
        out.push_str(name);
        for n in row {
            write!(out, ",{n}").unwrap();
        }
        out.push('\n');
    }
    out
}
