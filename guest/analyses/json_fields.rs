//! What stands at a path in JSON records: the lines of a text, the elements of an array, or one document.
//!
//! Parts are the arguments, a line `records<TAB>values<TAB>lines that are no JSON`, and `count<TAB>value` lines, in order of
//! appearance where all values are wanted and sorted otherwise.

use std::collections::HashMap;

pub fn analyze(input: &str, args: &str) -> Result<String, String> {
    let args: Value = serde_json::from_str(args).map_err(|e| e.to_string())?;
    let steps = args["path"].as_str().map(steps).transpose()?;
    let mut found = Found {
        in_order: steps.is_some() && args["show"] == "values",
        counting: args["show"] == "count",
        ..Found::default()
    };
    let text = input.strip_prefix('\u{feff}').unwrap_or(input);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    match serde_json::from_str::<Value>(first) {
        Err(_)
            if serde_json::from_str::<Value>(text)
                .map(|document| found.record(&document, steps.as_deref()))
                .is_ok() => {}
        _ => {
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                match serde_json::from_str::<Value>(line) {
                    Ok(record) => found.record(&record, steps.as_deref()),
                    Err(_) => {
                        found.broken += 1;
                        rlm::skipped(line);
                    }
                }
            }
        }
    }
    Ok(found.write(&args))
}

pub fn merge(parts: &[String]) -> Result<String, String> {
    let mut args = Value::Null;
    let (mut records, mut values, mut broken) = (0u64, 0u64, 0u64);
    let mut counts: HashMap<&str, u64> = HashMap::new();
    let mut text = String::new();
    for part in parts {
        let mut lines = part.split_terminator('\n');
        let head = lines.next().unwrap_or("null");
        if args.is_null() {
            args = serde_json::from_str(head).map_err(|e| e.to_string())?;
        }
        let sums: Vec<u64> = lines
            .next()
            .unwrap_or("")
            .split('\t')
            .map(|n| n.parse().unwrap_or(0))
            .collect();
        records += sums[0];
        values += sums[1];
        broken += sums[2];
        for line in lines {
            let (count, value) = line.split_once('\t').unwrap_or(("0", line));
            if args["path"].is_string() && args["show"] == "values" {
                let _ = writeln!(text, "{value}");
            } else {
                *counts.entry(value).or_insert(0) += count.parse::<u64>().unwrap_or(0);
            }
        }
    }
    if records == 0 && broken > 0 {
        return Err(format!(
            "the text is neither JSON lines nor one JSON document; {broken} lines were tried"
        ));
    }
    println!(
        "{records} records, {values} values, {} different ones",
        counts.len()
    );
    Ok(match (args["path"].as_str(), args["show"].as_str()) {
        (None, _) => sorted_by_name(counts),
        (_, Some("values")) => text,
        (_, Some("count")) => values.to_string(),
        _ => by_count(counts, args["top"].as_u64().unwrap_or(100) as usize),
    })
}

fn by_count(counts: HashMap<&str, u64>, top: usize) -> String {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    counts.truncate(if top == 0 { usize::MAX } else { top });
    let lines = counts.iter().map(|(value, count)| format!("{count}\t{value}\n"));
    lines.collect()
}

fn sorted_by_name(counts: HashMap<&str, u64>) -> String {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable();
    let lines = counts.iter().map(|(path, count)| format!("{count}\t{path}\n"));
    lines.collect()
}

/// One step of a path: a field, an element, or all elements (or fields).
enum Step {
    Field(String),
    Element(usize),
    All,
}

fn steps(path: &str) -> Result<Vec<Step>, String> {
    let wrong =
        || format!("`path` is {path:?}; write it like `user.name`, `items[0].price` or `items[].price`");
    let mut steps = Vec::new();
    let mut rest = path.trim().strip_prefix('$').unwrap_or(path.trim());
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('[') {
            let (index, behind) = inner.split_once(']').ok_or_else(wrong)?;
            let index = index.trim();
            let name = index.trim_matches(['"', '\'']);
            steps.push(match index {
                "" | "*" => Step::All,
                _ if name.len() < index.len() => Step::Field(name.to_owned()),
                _ => Step::Element(index.parse().map_err(|_| wrong())?),
            });
            rest = behind;
        } else {
            let name = rest.strip_prefix('.').unwrap_or(rest);
            let end = name.find(['.', '[']).unwrap_or(name.len());
            match &name[..end] {
                "" => return Err(wrong()),
                "*" => steps.push(Step::All),
                field => steps.push(Step::Field(field.to_owned())),
            }
            rest = &name[end..];
        }
    }
    Ok(steps)
}

#[derive(Default)]
struct Found {
    in_order: bool,
    counting: bool,
    records: u64,
    values: u64,
    broken: u64,
    list: Vec<String>,
    counts: HashMap<String, u64>,
}

impl Found {
    /// An array is a list of records, unless the path begins with its elements.
    fn record(&mut self, record: &Value, steps: Option<&[Step]>) {
        match (record, steps) {
            (Value::Array(records), Some([Step::Field(_), ..] | [])) => {
                records.iter().for_each(|record| self.look(record, steps));
            }
            (Value::Array(records), None) => records.iter().for_each(|record| self.look(record, steps)),
            _ => self.look(record, steps),
        }
    }

    fn look(&mut self, record: &Value, steps: Option<&[Step]>) {
        self.records += 1;
        match steps {
            Some(steps) => self.follow(record, steps),
            None => self.outline(record, &mut String::new()),
        }
    }

    fn follow(&mut self, value: &Value, steps: &[Step]) {
        match (steps, value) {
            ([], _) => self.take(value),
            ([Step::Field(name), rest @ ..], Value::Object(fields)) => {
                if let Some(field) = fields.get(name) {
                    self.follow(field, rest);
                }
            }
            ([Step::Element(index), rest @ ..], Value::Array(elements)) => {
                if let Some(element) = elements.get(*index) {
                    self.follow(element, rest);
                }
            }
            ([Step::All, rest @ ..], Value::Array(elements)) => {
                elements.iter().for_each(|element| self.follow(element, rest))
            }
            ([Step::All, rest @ ..], Value::Object(fields)) => {
                fields.values().for_each(|field| self.follow(field, rest))
            }
            _ => {}
        }
    }

    fn take(&mut self, value: &Value) {
        self.values += 1;
        if self.counting {
            return;
        }
        // A text stands there as it is, unless it would break the line.
        let shown = match value {
            Value::String(text) if !text.contains(['\n', '\r']) => text.clone(),
            other => other.to_string(),
        };
        if self.in_order {
            self.list.push(shown);
        } else {
            *self.counts.entry(shown).or_insert(0) += 1;
        }
    }

    /// Every path there is, with the kind of its value.
    fn outline(&mut self, value: &Value, path: &mut String) {
        let length = path.len();
        match value {
            Value::Object(fields) => {
                for (name, field) in fields {
                    if length > 0 {
                        path.push('.');
                    }
                    path.push_str(&name.replace(['\n', '\r', '\t'], " "));
                    self.outline(field, path);
                    path.truncate(length);
                }
            }
            Value::Array(elements) => {
                path.push_str("[]");
                elements.iter().for_each(|element| self.outline(element, path));
                path.truncate(length);
            }
            leaf => {
                self.values += 1;
                let kind = match leaf {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::Number(_) => "number",
                    _ => "text",
                };
                *self.counts.entry(format!("{path}\t{kind}")).or_insert(0) += 1;
            }
        }
    }

    fn write(self, args: &Value) -> String {
        let mut part = format!("{args}\n{}\t{}\t{}\n", self.records, self.values, self.broken);
        for value in self.list {
            let _ = writeln!(part, "1\t{value}");
        }
        let mut counts: Vec<_> = self.counts.into_iter().collect();
        counts.sort_unstable();
        for (value, count) in counts {
            let _ = writeln!(part, "{count}\t{value}");
        }
        part
    }
}
