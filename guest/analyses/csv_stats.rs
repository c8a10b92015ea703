//! What stands in the columns of a table: kinds of values, how many, the smallest, the largest, the most frequent.
//!
//! A quoted field may hold line ends, so a chunk may begin inside of one. A part therefore holds two readings of its
//! chunk, one for each case, and `merge` takes the right one. What lies on both sides of a cut is read there.
//!
//! Parts are the arguments, the names of the columns, and for each reading a line `reading<TAB>begins inside<TAB>ends
//! inside<TAB>records<TAB>records of another width<TAB>first<TAB>last` (the incomplete records at its ends) with lines
//! `column<TAB>count<TAB>value`. Values are written with `\n`, `\r`, `\t` and `\\`.

use std::collections::HashMap;

pub fn analyze(input: &str, args: &str, head: &str) -> Result<String, String> {
    let args: Value = serde_json::from_str(args).map_err(|e| e.to_string())?;
    let table = Table::new(&args, head)?;
    let mut part = format!("{args}\n{}\n", json!(table.names));
    table.read(input, false).write(&mut part);
    if input.contains('"') && !input.starts_with(head) {
        table.read(input, true).write(&mut part);
    }
    Ok(part)
}

pub fn merge(parts: &[String]) -> Result<String, String> {
    let mut lines = parts[0].lines();
    let args: Value = serde_json::from_str(lines.next().unwrap_or("null")).map_err(|e| e.to_string())?;
    let names: Vec<String> = names_of(lines.next().unwrap_or("[]"));
    let table = Table::with(&args, names)?;
    let mut all: Reading<'static> = table.nothing();
    let (mut inside, mut open) = (false, String::new());
    for part in parts {
        let wanted = if inside { "true" } else { "false" };
        let mut right = false;
        let mut found = false;
        for line in part.lines().skip(2) {
            let fields: Vec<&str> = line.split('\t').collect();
            if fields[0] == "reading" {
                right = fields[1] == wanted;
                if right {
                    found = true;
                    inside = fields[2] == "true";
                    all.records += fields[3].parse::<u64>().unwrap_or(0);
                    all.ragged += fields[4].parse::<u64>().unwrap_or(0);
                    open.push_str(&unescaped(fields[5]));
                    if !fields[5].is_empty() {
                        table.add_across(&std::mem::take(&mut open), &mut all);
                    }
                    open.push_str(&unescaped(fields[6]));
                }
            } else if right {
                let column: usize = fields[0].parse().unwrap_or(0);
                let value = Cow::Owned(unescaped(fields[2]));
                *all.columns[column].entry(value).or_insert(0) += fields[1].parse::<u64>().unwrap_or(0);
            }
        }
        if !found {
            return Err("a quoted field goes on for more than 4 MiB: somewhere before, a `\"` at the beginning of a field has no end. Give the right `delimiter`, or look at the lines with an odd number of quotes".to_owned());
        }
    }
    if !open.is_empty() {
        println!("the last quoted field has no end; it was read up to the end of the text");
        table.add_across(&open, &mut all);
    }
    let columns: Vec<Column> = all.columns.into_iter().map(Column::new).collect();
    println!("{} rows, {} columns", all.records, table.names.len());
    if all.ragged > 0 {
        println!(
            "{} rows have more or fewer than {} fields",
            all.ragged,
            table.names.len()
        );
    }
    Ok(match table.chosen {
        Some(chosen) => {
            columns[0].describe(&table.names[chosen], args["top"].as_u64().unwrap_or(10) as usize)
        }
        None => overview(&table.names, &columns),
    })
}

struct Table {
    names: Vec<String>,
    has_header: bool,
    chosen: Option<usize>,
    delimiter: u8,
}

/// What a reading of a chunk has seen.
struct Reading<'a> {
    begins_inside: bool,
    ends_inside: bool,
    records: u64,
    ragged: u64,
    first: &'a str,
    last: &'a str,
    columns: Vec<HashMap<Cow<'a, str>, u64>>,
}

impl Table {
    fn new(args: &Value, head: &str) -> Result<Self, String> {
        let head = head.strip_prefix('\u{feff}').unwrap_or(head);
        let delimiter = delimiter(args, head)?;
        let (end, _) = record_end(head, false, delimiter);
        let names = fields(&head[..end], delimiter);
        let names = names.enumerate().map(|(i, name)| {
            if args["header"] == false {
                i.to_string()
            } else {
                name.trim().to_owned()
            }
        });
        let mut args = args.clone();
        args["delimiter"] = json!((delimiter as char).to_string());
        Table::with(&args, names.collect())
    }

    fn with(args: &Value, names: Vec<String>) -> Result<Self, String> {
        let chosen = match &args["column"] {
            Value::Null => None,
            Value::Number(n) => Some(n.as_u64().map_or(usize::MAX, |n| n as usize)),
            name => Some(position(&names, name.as_str().unwrap_or("").trim())),
        };
        if chosen.is_some_and(|c| c >= names.len()) {
            return Err(format!(
                "there is no column {}. The columns are: {}. Give one of these names, or a number from 0",
                args["column"],
                names.join(", ")
            ));
        }
        let delimiter = args["delimiter"]
            .as_str()
            .and_then(|d| d.bytes().next())
            .unwrap_or(b',');
        Ok(Table {
            names,
            has_header: args["header"] != false,
            chosen,
            delimiter,
        })
    }

    fn nothing<'a>(&self) -> Reading<'a> {
        let columns = if self.chosen.is_some() {
            1
        } else {
            self.names.len()
        };
        Reading {
            begins_inside: false,
            ends_inside: false,
            records: 0,
            ragged: 0,
            first: "",
            last: "",
            columns: vec![HashMap::new(); columns],
        }
    }

    fn read<'a>(&self, text: &'a str, begins_inside: bool) -> Reading<'a> {
        let mut reading = self.nothing();
        reading.begins_inside = begins_inside;
        let mut rest = text;
        if begins_inside {
            let (end, whole) = record_end(rest, true, self.delimiter);
            (reading.first, rest) = if whole { rest.split_at(end) } else { ("", rest) };
            reading.ends_inside = !whole;
        }
        while !rest.is_empty() && !reading.ends_inside {
            let (end, whole) = record_end(rest, false, self.delimiter);
            if !whole {
                reading.ends_inside = true;
                break;
            }
            let (record, next) = rest.split_at(end);
            self.add(record, &mut reading);
            rest = next;
        }
        reading.last = rest;
        reading
    }

    /// A record that was put together from both sides of a cut.
    fn add_across(&self, record: &str, all: &mut Reading<'static>) {
        let mut one = self.nothing();
        self.add(record, &mut one);
        all.records += one.records;
        all.ragged += one.ragged;
        for (column, values) in all.columns.iter_mut().zip(one.columns) {
            for (value, count) in values {
                *column.entry(Cow::Owned(value.into_owned())).or_insert(0) += count;
            }
        }
    }

    fn add<'a>(&self, record: &'a str, reading: &mut Reading<'a>) {
        let record = record.strip_prefix('\u{feff}').unwrap_or(record);
        let record = record.strip_suffix('\n').unwrap_or(record);
        let record = record.strip_suffix('\r').unwrap_or(record);
        if record.is_empty() || self.is_header(record) {
            return;
        }
        reading.records += 1;
        let mut width = 0;
        for (i, value) in fields(record, self.delimiter).enumerate() {
            width += 1;
            let column = match self.chosen {
                Some(chosen) if chosen == i => 0,
                None if i < self.names.len() => i,
                _ => continue,
            };
            match reading.columns[column].get_mut(&value) {
                Some(count) => *count += 1,
                None => drop(reading.columns[column].insert(value, 1)),
            }
        }
        if width != self.names.len() {
            reading.ragged += 1;
            if self.chosen.is_some_and(|c| c >= width) {
                *reading.columns[0].entry(Cow::Borrowed("")).or_insert(0) += 1;
            } else if self.chosen.is_none() {
                for column in reading.columns.iter_mut().skip(width) {
                    *column.entry(Cow::Borrowed("")).or_insert(0) += 1;
                }
            }
        }
    }

    /// Several files with one header may stand one after the other.
    fn is_header(&self, record: &str) -> bool {
        self.has_header
            && record.trim_start().starts_with(['"', self.first_of_header()])
            && fields(record, self.delimiter)
                .map(|f| f.trim().to_owned())
                .eq(self.names.iter().cloned())
    }

    fn first_of_header(&self) -> char {
        self.names[0].chars().next().unwrap_or(self.delimiter as char)
    }
}

impl Reading<'_> {
    fn write(&self, part: &mut String) {
        let _ = writeln!(
            part,
            "reading\t{}\t{}\t{}\t{}\t{}\t{}",
            self.begins_inside,
            self.ends_inside,
            self.records,
            self.ragged,
            escaped(self.first),
            escaped(self.last)
        );
        for (i, column) in self.columns.iter().enumerate() {
            let mut values: Vec<_> = column.iter().collect();
            values.sort_unstable();
            for (value, count) in values {
                let _ = writeln!(part, "{i}\t{count}\t{}", escaped(value));
            }
        }
    }
}

fn names_of(json: &str) -> Vec<String> {
    let names: Value = serde_json::from_str(json).unwrap_or(Value::Null);
    names
        .as_array()
        .into_iter()
        .flatten()
        .map(|n| n.as_str().unwrap_or("").to_owned())
        .collect()
}

fn position(names: &[String], name: &str) -> usize {
    let exact = names.iter().position(|n| n == name);
    let folded = || names.iter().position(|n| n.to_lowercase() == name.to_lowercase());
    exact
        .or_else(folded)
        .or_else(|| name.parse().ok())
        .unwrap_or(usize::MAX)
}

/// As given, or the one of four that is most frequent in the header.
fn delimiter(args: &Value, head: &str) -> Result<u8, String> {
    match args["delimiter"].as_str() {
        Some("tab") => Ok(b'\t'),
        Some(given) if given.len() == 1 && given != "\"" && given != "\n" => Ok(given.as_bytes()[0]),
        Some(_) => Err("`delimiter` is one character, such as \",\" or \";\" or \"\\t\"".to_owned()),
        None => {
            let line = head.lines().next().unwrap_or("");
            let count = |d: &u8| line.bytes().filter(|b| b == d).count();
            Ok([b',', b';', b'\t', b'|']
                .into_iter()
                .rev()
                .max_by_key(count)
                .unwrap_or(b','))
        }
    }
}

/// Where the record that begins here ends, behind its line end; and whether it does, or the text ends inside of quotes.
fn record_end(text: &str, begins_inside: bool, delimiter: u8) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut field_begins = true;
    if begins_inside {
        match quote_end(bytes, 0) {
            Some(end) => (at, field_begins) = (end, false),
            None => return (text.len(), false),
        }
    }
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => return (at + 1, true),
            b'"' if field_begins => match quote_end(bytes, at + 1) {
                Some(end) => (at, field_begins) = (end, false),
                None => return (text.len(), false),
            },
            byte => {
                field_begins = byte == delimiter;
                at += 1;
            }
        }
    }
    (text.len(), true)
}

/// Behind the quote that ends a field; two quotes are one that is meant.
fn quote_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes[at..].iter().position(|b| *b == b'"')?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}

fn fields(record: &str, delimiter: u8) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = Some(record.trim_end_matches(['\r', '\n']));
    std::iter::from_fn(move || {
        let text = rest?;
        let quoted = text.starts_with('"');
        let behind = if quoted {
            quote_end(text.as_bytes(), 1).unwrap_or(text.len())
        } else {
            0
        };
        let end = text.as_bytes()[behind..]
            .iter()
            .position(|b| *b == delimiter)
            .map(|at| behind + at);
        let field = &text[..end.unwrap_or(text.len())];
        rest = end.map(|end| &text[end + 1..]);
        Some(if quoted {
            unquoted(field, behind)
        } else {
            Cow::Borrowed(field)
        })
    })
}

fn unquoted(field: &str, behind: usize) -> Cow<'_, str> {
    let inner = &field[1..behind];
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let tail = &field[behind..];
    if inner.contains('"') || !tail.is_empty() {
        Cow::Owned(inner.replace("\"\"", "\"") + tail)
    } else {
        Cow::Borrowed(inner)
    }
}

fn escaped(text: &str) -> Cow<'_, str> {
    if text.contains(['\\', '\n', '\r', '\t']) {
        Cow::Owned(
            text.replace('\\', "\\\\")
                .replace('\n', "\\n")
                .replace('\r', "\\r")
                .replace('\t', "\\t"),
        )
    } else {
        Cow::Borrowed(text)
    }
}

fn unescaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        result.push(match c {
            '\\' => match chars.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                other => other.unwrap_or('\\'),
            },
            c => c,
        });
    }
    result
}

/// All that is known of a column, from its values and how often each stands there.
struct Column {
    values: Vec<(String, u64)>,
    empty: u64,
    count: u64,
    numbers: Vec<(f64, u64)>,
    kind: &'static str,
}

impl Column {
    fn new(counts: HashMap<Cow<str>, u64>) -> Self {
        let mut values: Vec<(String, u64)> = Vec::with_capacity(counts.len());
        let mut empty = 0;
        for (value, count) in counts {
            if value.trim().is_empty() {
                empty += count;
            } else {
                values.push((value.into_owned(), count));
            }
        }
        values.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let count = values.iter().map(|v| v.1).sum();
        let mut numbers: Vec<_> = values
            .iter()
            .filter_map(|(text, n)| Some((number(text)?, *n)))
            .collect();
        numbers.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let kind = if values.is_empty() {
            "empty"
        } else if numbers.len() == values.len() {
            "number"
        } else if values.iter().all(|(text, _)| is_date(text)) {
            "date"
        } else if values
            .iter()
            .all(|(text, _)| ["true", "false", "yes", "no"].contains(&text.to_lowercase().as_str()))
        {
            "boolean"
        } else if numbers.is_empty() {
            "text"
        } else {
            "mixed"
        };
        Column {
            values,
            empty,
            count,
            numbers,
            kind,
        }
    }

    /// Smallest, largest and mean: of numbers as numbers, of dates as they are written.
    fn range(&self) -> Option<(String, String, Option<f64>)> {
        if self.kind == "date" {
            let dates = || self.values.iter().map(|v| v.0.as_str());
            return Some((dates().min()?.to_owned(), dates().max()?.to_owned(), None));
        }
        let (first, last) = (self.numbers.first()?, self.numbers.last()?);
        let how_many: u64 = self.numbers.iter().map(|n| n.1).sum();
        let mean = sum(&self.numbers) / how_many as f64;
        Some((first.0.to_string(), last.0.to_string(), Some(mean)))
    }

    fn describe(&self, name: &str, top: usize) -> String {
        let mut text = format!(
            "column\t{name}\ntype\t{}\ncount\t{}\nempty\t{}\ndistinct\t{}\n",
            self.kind,
            self.count,
            self.empty,
            self.values.len()
        );
        if self.kind == "mixed" {
            let how_many: u64 = self.numbers.iter().map(|n| n.1).sum();
            let _ = writeln!(text, "numbers\t{how_many}");
        }
        if let Some((min, max, mean)) = self.range() {
            let _ = writeln!(text, "min\t{min}\nmax\t{max}");
            if let Some(mean) = mean {
                let _ = writeln!(text, "sum\t{}\nmean\t{mean}", sum(&self.numbers));
            }
        }
        if top > 0 && !self.values.is_empty() {
            text.push_str("top values\n");
        }
        for (value, count) in self.values.iter().take(top) {
            let _ = writeln!(text, "{count}\t{}", escaped(value));
        }
        text
    }
}

fn overview(names: &[String], columns: &[Column]) -> String {
    let mut text = "column\ttype\tcount\tempty\tdistinct\tmin\tmax\tmean\tmost frequent\n".to_owned();
    for (name, column) in names.iter().zip(columns) {
        let (min, max, mean) = column.range().unwrap_or_default();
        let _ = writeln!(
            text,
            "{name}\t{}\t{}\t{}\t{}\t{min}\t{max}\t{}\t{}",
            column.kind,
            column.count,
            column.empty,
            column.values.len(),
            mean.map(|m| m.to_string()).unwrap_or_default(),
            column.values.first().map(|v| escaped(&v.0)).unwrap_or_default()
        );
    }
    text
}

fn number(text: &str) -> Option<f64> {
    let number: f64 = text.trim().parse().ok()?;
    number.is_finite().then_some(number + 0.0)
}

/// `2024-01-31`, alone or with a time behind it.
fn is_date(text: &str) -> bool {
    let bytes = text.trim().as_bytes();
    bytes.len() >= 10
        && bytes[..10].iter().enumerate().all(|(i, b)| {
            if i == 4 || i == 7 {
                *b == b'-'
            } else {
                b.is_ascii_digit()
            }
        })
        && (bytes.len() == 10 || matches!(bytes[10], b'T' | b' '))
}

/// Neumaier's summation, in the order of size: where the text was cut changes no digit.
fn sum(numbers: &[(f64, u64)]) -> f64 {
    let (mut sum, mut lost) = (0.0f64, 0.0f64);
    for (number, count) in numbers {
        let value = number * *count as f64;
        let next = sum + value;
        lost += if sum.abs() >= value.abs() {
            (sum - next) + value
        } else {
            (value - next) + sum
        };
        sum = next;
    }
    sum + lost
}
