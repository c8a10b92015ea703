//! The most frequent words. A word is a run of letters and digits of any script; an apostrophe between two of them
//! belongs to it.
//!
//! Parts are the arguments, then `count<TAB>word` lines.

use std::collections::{HashMap, HashSet};

const STOP_WORDS: &str = "a about above after again against all am an and any are as at be because been before being below \
    between both but by can could did do does doing down during each few for from further had has have having he her here \
    hers herself him himself his how i if in into is it its itself just me more most my myself no nor not now of off on once \
    only or other our ours ourselves out over own same she should so some such than that the their theirs them themselves \
    then there these they this those through to too under until up upon very was we were what when where which while who \
    whom why will with would you your yours yourself yourselves";

pub fn analyze(input: &str, args: &str) -> Result<String, String> {
    let args: Value = serde_json::from_str(args).map_err(|e| e.to_string())?;
    let keep_case = args["case"] == "keep";
    let mut counts: HashMap<Cow<str>, u64> = HashMap::new();
    for word in Words(input) {
        if keep_case || !word.chars().any(char::is_uppercase) {
            match counts.get_mut(word) {
                Some(count) => *count += 1,
                None => drop(counts.insert(Cow::Borrowed(word), 1)),
            }
        } else {
            *counts.entry(Cow::Owned(word.to_lowercase())).or_insert(0) += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable();
    let mut part = format!("{args}\n");
    for (word, count) in counts {
        let _ = writeln!(part, "{count}\t{word}");
    }
    Ok(part)
}

pub fn merge(parts: &[String]) -> Result<String, String> {
    let head = parts[0].lines().next().unwrap_or("null");
    let args: Value = serde_json::from_str(head).map_err(|e| e.to_string())?;
    let mut counts: HashMap<&str, u64> = HashMap::new();
    for line in parts.iter().flat_map(|part| part.lines().skip(1)) {
        if let Some((count, word)) = line.split_once('\t') {
            *counts.entry(word).or_insert(0) += count.parse::<u64>().unwrap_or(0);
        }
    }
    let (different, all): (usize, u64) = (counts.len(), counts.values().sum());
    let stop_words = stop_words(&args);
    let min_length = args["min_length"].as_u64().unwrap_or(1) as usize;
    let mut counts: Vec<_> = counts
        .into_iter()
        .filter(|(word, _)| word.chars().count() >= min_length && !stop_words.contains(&word.to_lowercase()))
        .collect();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    counts.truncate(args["n"].as_u64().unwrap_or(50) as usize);
    println!(
        "{all} words, {different} different ones, {} of them shown",
        counts.len()
    );
    let mut text = String::new();
    for (word, count) in counts {
        let _ = writeln!(text, "{count}\t{word}");
    }
    Ok(text)
}

fn stop_words(args: &Value) -> HashSet<String> {
    match &args["stop_words"] {
        Value::Bool(true) => STOP_WORDS.split_whitespace().map(str::to_owned).collect(),
        Value::String(words) => Words(words).map(str::to_lowercase).collect(),
        Value::Array(words) => words
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_lowercase)
            .collect(),
        _ => HashSet::new(),
    }
}

struct Words<'a>(&'a str);

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let start = self.0.find(char::is_alphanumeric)?;
        let rest = &self.0[start..];
        let mut end = rest.len();
        let mut places = rest.char_indices().peekable();
        while let Some((at, c)) = places.next() {
            let joins =
                matches!(c, '\'' | '’') && places.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if !c.is_alphanumeric() && !joins {
                end = at;
                break;
            }
        }
        let (word, rest) = rest.split_at(end);
        self.0 = rest;
        Some(word)
    }
}
