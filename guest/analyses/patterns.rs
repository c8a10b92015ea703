//! What a pattern finds, line by line: counted by value, summed up as numbers, or listed once each.
//!
//! Parts are the arguments, then `count<TAB>value` lines. A value lies within one line, so it has no line end.

use std::collections::HashMap;

type Counts = HashMap<String, u64>;

pub fn analyze(input: &str, args: &str) -> Result<String, String> {
    let args: Value = serde_json::from_str(args).map_err(|e| e.to_string())?;
    let finder = Finder::new(&args)?;
    let numbers = args["module"] == "numbers";
    let fold = args["ignore_case"] == true;
    let mut counts: HashMap<Cow<str>, u64> = HashMap::new();
    for line in lines(input) {
        finder.each(line, |found| {
            if numbers && number(found).is_none() {
                // A blank line in a column of numbers is nothing that was left out.
                if !found.trim().is_empty() {
                    rlm::skipped(line);
                }
            } else if fold {
                *counts.entry(Cow::Owned(found.to_lowercase())).or_insert(0) += 1;
            } else if let Some(count) = counts.get_mut(found) {
                *count += 1;
            } else {
                counts.insert(Cow::Borrowed(found), 1);
            }
        });
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable();
    let mut part = format!("{args}\n");
    for (value, count) in counts {
        let _ = writeln!(part, "{count}\t{value}");
    }
    Ok(part)
}

pub fn merge(parts: &[String]) -> Result<String, String> {
    let mut counts = Counts::new();
    let mut args = Value::Null;
    for part in parts {
        let (head, rest) = part.split_once('\n').unwrap_or((part, ""));
        if args.is_null() {
            args = serde_json::from_str(head).map_err(|e| e.to_string())?;
        }
        for line in rest.split_terminator('\n') {
            let (count, value) = line.split_once('\t').unwrap_or(("0", line));
            let count: u64 = count.parse().unwrap_or(0);
            match counts.get_mut(value) {
                Some(sum) => *sum += count,
                None => drop(counts.insert(value.to_owned(), count)),
            }
        }
    }
    Ok(match args["module"].as_str() {
        Some("numbers") => statistics(counts),
        Some("unique") => distinct(counts, &args),
        _ => groups(counts, &args),
    })
}

/// Takes out of a line what is asked for: the whole line, or a group of each match.
struct Finder {
    regex: Option<Regex>,
    group: usize,
}

impl Finder {
    fn new(args: &Value) -> Result<Self, String> {
        let Some(pattern) = args["pattern"].as_str() else {
            return Ok(Finder {
                regex: None,
                group: 0,
            });
        };
        let regex = Regex::new(pattern).map_err(|e| {
            format!("`pattern` cannot be read: {e}. There is no look-around and no back reference; in JSON a backslash is written twice: \"\\\\d+\"")
        })?;
        let groups = regex.captures_len() - 1;
        let group = match &args["group"] {
            Value::Null => groups.min(1),
            Value::Number(n) => n.as_u64().map_or(usize::MAX, |n| n as usize),
            name => {
                let name = name.as_str().unwrap_or("");
                let index = name.parse().ok();
                index
                    .or_else(|| regex.capture_names().position(|n| n == Some(name)))
                    .unwrap_or(usize::MAX)
            }
        };
        if group > groups {
            return Err(format!("`group` is {}, and `pattern` has {groups} groups: give a number up to that, or the name of a `(?P<name>…)`", args["group"]));
        }
        Ok(Finder {
            regex: Some(regex),
            group,
        })
    }

    fn each<'a>(&self, line: &'a str, mut found: impl FnMut(&'a str)) {
        match &self.regex {
            None => found(line),
            Some(regex) if self.group == 0 => regex.find_iter(line).for_each(|m| found(m.as_str())),
            Some(regex) => regex
                .captures_iter(line)
                .filter_map(|c| c.get(self.group))
                .for_each(|m| found(m.as_str())),
        }
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_terminator('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
}

/// A finite number as people write it; `1,234,567.8` is one.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let number: f64 = if text.contains(',') {
        without_commas(text)?.parse().ok()?
    } else {
        text.parse().ok()?
    };
    number.is_finite().then_some(number + 0.0)
}

fn without_commas(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(w, f)| (w, Some(f)));
    let mut groups = whole.trim_start_matches(['+', '-']).split(',');
    let first = groups.next()?;
    let right = (1..=3).contains(&first.len())
        && groups.all(|g| g.len() == 3)
        && !fraction.is_some_and(|f| f.contains(','));
    right.then(|| text.replace(',', ""))
}

fn groups(counts: Counts, args: &Value) -> String {
    let (distinct, matches): (usize, u64) = (counts.len(), counts.values().sum());
    let min = args["min"].as_u64().unwrap_or(1);
    let top = args["top"].as_u64().unwrap_or(100) as usize;
    let mut counts: Vec<_> = counts.into_iter().filter(|(_, count)| *count >= min).collect();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(if top == 0 { usize::MAX } else { top });
    println!(
        "{matches} matches, {distinct} different values, {} of them shown",
        counts.len()
    );
    let mut text = String::new();
    for (value, count) in counts {
        let _ = writeln!(text, "{count}\t{value}");
    }
    text
}

fn distinct(counts: Counts, args: &Value) -> String {
    if args["show"] == "count" {
        return counts.len().to_string();
    }
    let matches: u64 = counts.values().sum();
    let mut values: Vec<_> = counts.into_keys().collect();
    values.sort_unstable();
    println!("{} different values among {matches}", values.len());
    let mut text = String::new();
    for value in values {
        let _ = writeln!(text, "{value}");
    }
    text
}

/// Everything is computed from the sorted values, so the place of a chunk's end changes no digit.
fn statistics(counts: Counts) -> String {
    let mut values: Vec<(f64, u64)> = counts
        .into_iter()
        .filter_map(|(text, count)| Some((number(&text)?, count)))
        .collect();
    values.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    values.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1 += later.1;
        }
        same
    });
    let count: u64 = values.iter().map(|v| v.1).sum();
    if count == 0 {
        return "count\t0\n".to_owned();
    }
    let sum = exact_sum(values.iter().map(|v| v.0 * v.1 as f64));
    let mean = sum / count as f64;
    let squares = exact_sum(values.iter().map(|v| (v.0 - mean) * (v.0 - mean) * v.1 as f64));
    let deviation = if count > 1 {
        (squares / (count - 1) as f64).sqrt()
    } else {
        0.0
    };
    let mut text = format!("count\t{count}\n");
    for (name, value) in [
        ("sum", sum),
        ("mean", mean),
        ("min", values[0].0),
        ("max", values[values.len() - 1].0),
        ("median", quantile(&values, count, 50)),
        ("p90", quantile(&values, count, 90)),
        ("p95", quantile(&values, count, 95)),
        ("p99", quantile(&values, count, 99)),
        ("stddev", deviation),
    ] {
        let _ = writeln!(text, "{name}\t{}", shown(value));
    }
    text
}

/// Linear interpolation between the two nearest values.
fn quantile(values: &[(f64, u64)], count: u64, percent: u64) -> f64 {
    let place = (count - 1) * percent;
    let (rank, rest) = (place / 100, (place % 100) as f64 / 100.0);
    let low = at(values, rank);
    if rest == 0.0 {
        return low;
    }
    low + (at(values, rank + 1) - low) * rest
}

fn at(values: &[(f64, u64)], rank: u64) -> f64 {
    let mut seen = 0;
    for (value, count) in values {
        seen += count;
        if seen > rank {
            return *value;
        }
    }
    values[values.len() - 1].0
}

/// Neumaier's summation: what rounding cuts off is kept aside and added at the end.
fn exact_sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0f64, 0.0f64);
    for value in values {
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

fn shown(value: f64) -> String {
    if value != 0.0 && (value.abs() >= 1e16 || value.abs() < 1e-6) {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}
