//! How many lines fall into each minute, hour, day or month, by the first timestamp in a line. Times are taken as they
//! are written, epochs as UTC; nothing is moved between time zones.
//!
//! Parts are the arguments, one line `form<TAB>count` for each form and for lines without a timestamp, an empty line,
//! and `bucket<TAB>count` lines.

use std::collections::BTreeMap;

const FORMS: [&str; 4] = ["iso", "apache", "syslog", "epoch"];
const MONTHS: [&[u8]; 12] = [
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec",
];

/// A time; year 0 where none is written, no hour where only a day is.
#[derive(Clone, Copy)]
struct Time {
    year: u32,
    month: u32,
    day: u32,
    clock: Option<(u32, u32, u32)>,
}

pub fn analyze(input: &str, args: &str) -> Result<String, String> {
    let args: Value = serde_json::from_str(args).map_err(|e| e.to_string())?;
    let by = args["by"].as_str().unwrap_or("hour");
    let wanted = args["form"]
        .as_str()
        .and_then(|form| FORMS.iter().position(|f| *f == form));
    let mut forms = [0u64; 5];
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut last = 0;
    let mut bucket = String::new();
    for line in input.lines() {
        let order = match wanted {
            Some(form) => [form; 4],
            // Most lines are written as the one before; an epoch may be any number, and is looked for last.
            None => match last {
                1 => [1, 0, 2, 3],
                2 => [2, 0, 1, 3],
                _ => [0, 1, 2, 3],
            },
        };
        let found = order
            .iter()
            .find_map(|form| Some((*form, find(line.as_bytes(), *form)?)));
        bucket.clear();
        match found {
            Some((form, time)) if write_bucket(&mut bucket, time, by) => {
                forms[form] += 1;
                last = form;
                match counts.get_mut(&bucket) {
                    Some(count) => *count += 1,
                    None => drop(counts.insert(bucket.clone(), 1)),
                }
            }
            _ => {
                forms[4] += 1;
                if !line.trim().is_empty() {
                    rlm::skipped(line);
                }
            }
        }
    }
    let mut part = format!("{args}\n");
    for (form, count) in FORMS.iter().chain(&["none"]).zip(forms) {
        let _ = writeln!(part, "{form}\t{count}");
    }
    part.push('\n');
    for (bucket, count) in counts {
        let _ = writeln!(part, "{bucket}\t{count}");
    }
    Ok(part)
}

pub fn merge(parts: &[String]) -> String {
    let mut forms: Vec<(&str, u64)> = Vec::new();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for part in parts {
        let (head, rest) = part.split_once("\n\n").unwrap_or((part, ""));
        for (form, count) in head.lines().skip(1).filter_map(entry) {
            match forms.iter_mut().find(|f| f.0 == form) {
                Some(sum) => sum.1 += count,
                None => forms.push((form, count)),
            }
        }
        for (bucket, count) in rest.lines().filter_map(entry) {
            *counts.entry(bucket).or_insert(0) += count;
        }
    }
    let said: Vec<String> = forms
        .iter()
        .filter(|f| f.1 > 0)
        .map(|(form, count)| match *form {
            "none" => format!("{count} without a timestamp"),
            form => format!("{count} with a timestamp of the form {form}"),
        })
        .collect();
    println!("lines: {}", said.join(", "));
    let mut text = String::new();
    for (bucket, count) in counts {
        let _ = writeln!(text, "{bucket}\t{count}");
    }
    text
}

fn entry(line: &str) -> Option<(&str, u64)> {
    let (name, count) = line.split_once('\t')?;
    Some((name, count.parse().ok()?))
}

/// False when the time is not exact enough.
fn write_bucket(bucket: &mut String, time: Time, by: &str) -> bool {
    if time.year > 0 {
        let _ = write!(bucket, "{:04}-", time.year);
    }
    let _ = write!(bucket, "{:02}", time.month);
    if by == "month" {
        return true;
    }
    let _ = write!(bucket, "-{:02}", time.day);
    if by == "day" {
        return true;
    }
    let Some((hour, minute, second)) = time.clock else {
        return false;
    };
    let _ = match by {
        "second" => write!(bucket, " {hour:02}:{minute:02}:{second:02}"),
        "minute" => write!(bucket, " {hour:02}:{minute:02}"),
        _ => write!(bucket, " {hour:02}:00"),
    };
    true
}

fn find(line: &[u8], form: usize) -> Option<Time> {
    let read: fn(&[u8], usize) -> Option<Time> = [iso, apache, syslog, epoch][form];
    // Every form begins with a digit or a month, at the beginning of a word.
    (0..line.len())
        .filter(|i| *i == 0 || !line[i - 1].is_ascii_alphanumeric())
        .find_map(|i| read(line, i))
}

/// `2024-01-31T13:55:36`, with a space or without the time, and `2024/01/31 13:55:36` as nginx writes it.
fn iso(line: &[u8], at: usize) -> Option<Time> {
    let separator = *line.get(at + 4)?;
    if !matches!(separator, b'-' | b'/') || *line.get(at + 7)? != separator {
        return None;
    }
    let (year, month, day) = (
        digits(line, at, 4)?,
        digits(line, at + 5, 2)?,
        digits(line, at + 8, 2)?,
    );
    let after = line.get(at + 10);
    if after.is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let clock = matches!(after, Some(b'T' | b't' | b' ' | b'_'))
        .then(|| clock(line, at + 11))
        .flatten();
    date(Time {
        year,
        month,
        day,
        clock,
    })
}

/// `31/Jan/2024:13:55:36`, as in the common log format.
fn apache(line: &[u8], at: usize) -> Option<Time> {
    if *line.get(at + 2)? != b'/' || *line.get(at + 6)? != b'/' || *line.get(at + 11)? != b':' {
        return None;
    }
    let (day, month, year) = (
        digits(line, at, 2)?,
        month(line, at + 3)?,
        digits(line, at + 7, 4)?,
    );
    let clock = Some(clock(line, at + 12)?);
    date(Time {
        year,
        month,
        day,
        clock,
    })
}

/// `Jan 31 13:55:36` or `Jan  1 13:55:36`; no year is written.
fn syslog(line: &[u8], at: usize) -> Option<Time> {
    let month = month(line, at)?;
    if *line.get(at + 3)? != b' ' || *line.get(at + 6)? != b' ' {
        return None;
    }
    let day = if line[at + 4] == b' ' {
        digits(line, at + 5, 1)?
    } else {
        digits(line, at + 4, 2)?
    };
    let clock = Some(clock(line, at + 7)?);
    date(Time {
        year: 0,
        month,
        day,
        clock,
    })
}

/// Seconds or milliseconds since 1970, between 2001 and 2100.
fn epoch(line: &[u8], at: usize) -> Option<Time> {
    let length = line[at..].iter().take_while(|b| b.is_ascii_digit()).count();
    let after = line.get(at + length).copied().unwrap_or(b' ');
    if after.is_ascii_alphabetic() || (at > 0 && matches!(line[at - 1], b'.' | b'_')) {
        return None;
    }
    let number = line[at..at + length]
        .iter()
        .take(13)
        .fold(0u64, |n, b| n * 10 + u64::from(b - b'0'));
    let seconds = match length {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    (1_000_000_000..4_102_444_800)
        .contains(&seconds)
        .then(|| from_epoch(seconds))
}

/// The calendar repeats every 400 years; years are counted from March, so that a leap day is the last of one.
fn from_epoch(seconds: u64) -> Time {
    let (days, clock) = (seconds / 86_400 + 719_468, (seconds % 86_400) as u32);
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    Time {
        year: year as u32,
        month: month as u32,
        day: day as u32,
        clock: Some((clock / 3_600, clock / 60 % 60, clock % 60)),
    }
}

fn clock(line: &[u8], at: usize) -> Option<(u32, u32, u32)> {
    if *line.get(at + 2)? != b':' {
        return None;
    }
    let (hour, minute) = (digits(line, at, 2)?, digits(line, at + 3, 2)?);
    let second = if line.get(at + 5) == Some(&b':') {
        digits(line, at + 6, 2)?
    } else {
        0
    };
    (hour < 24 && minute < 60 && second <= 60).then_some((hour, minute, second))
}

fn date(time: Time) -> Option<Time> {
    ((1..=12).contains(&time.month) && (1..=31).contains(&time.day)).then_some(time)
}

fn month(line: &[u8], at: usize) -> Option<u32> {
    let name = line.get(at..at + 3)?;
    MONTHS.iter().position(|m| *m == name).map(|i| i as u32 + 1)
}

fn digits(line: &[u8], at: usize, count: usize) -> Option<u32> {
    let digits = line.get(at..at + count)?;
    digits
        .iter()
        .try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
}
