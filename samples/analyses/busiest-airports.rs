use std::collections::HashMap;

/// Splits one CSV record, honouring quoted fields and doubled quotes.
fn csv_fields(record: &str) -> Vec<String> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut in_quotes = false;
    let bytes: Vec<char> = record.chars().collect();
    let mut i = 0;
    while i < bytes.len() {
        let c = bytes[i];
        if in_quotes {
            if c == '"' && bytes.get(i + 1) == Some(&'"') {
                field.push('"');
                i += 1;
            } else if c == '"' {
                in_quotes = false;
            } else {
                field.push(c);
            }
        } else if c == '"' {
            in_quotes = true;
        } else if c == ',' {
            fields.push(std::mem::take(&mut field));
        } else {
            field.push(c);
        }
        i += 1;
    }
    fields.push(field);
    fields
}

pub fn analyze(flights: &str, airports: &str) -> String {
    let mut departures: HashMap<&str, u64> = HashMap::new();
    for row in flights.lines().skip(1) {
        let mut cols = row.split(',');
        if let (Some(origin), Some(_), Some(count)) = (cols.next(), cols.next(), cols.next()) {
            *departures.entry(origin).or_default() += count.trim().parse::<u64>().unwrap_or(0);
        }
    }

    let mut rows: Vec<(u64, String)> = airports
        .lines()
        .skip(1)
        .map(csv_fields)
        .filter_map(|f| {
            let n = *departures.get(f[0].as_str())?;
            Some((n, format!("{}, {}, {}, {}: {n}", f[0], f[1], f[2], f[3])))
        })
        .collect();
    rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    rows.into_iter().take(10).map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}
