// The words before the first end of a sentence, those after the last one, and the sentences between.
pub fn analyze(input: &str) -> String {
    let lengths: Vec<u64> = input
        .split(['.', '!', '?'])
        .map(|sentence| sentence.split_whitespace().count() as u64)
        .collect();
    let Some((last, rest)) = lengths.split_last() else { return "whole 0".to_string() };
    let Some((first, between)) = rest.split_first() else { return format!("whole {last}") };
    let sentences = between.iter().filter(|n| **n > 0).count();
    let words: u64 = between.iter().sum();
    let longest = between.iter().max().unwrap_or(&0);
    format!("cut {first} {last} {sentences} {words} {longest}")
}

pub fn merge(parts: &[String]) -> String {
    let (mut sentences, mut words, mut longest) = (0u64, 0u64, 0u64);
    let mut open = 0u64;
    let end = |open: u64, sentences: &mut u64, words: &mut u64, longest: &mut u64| {
        if open > 0 {
            *sentences += 1;
            *words += open;
            *longest = (*longest).max(open);
        }
    };
    for part in parts {
        let mut fields = part.split(' ');
        let kind = fields.next().unwrap();
        let n: Vec<u64> = fields.map(|f| f.parse().unwrap()).collect();
        open += n[0];
        if kind == "cut" {
            end(open, &mut sentences, &mut words, &mut longest);
            open = n[1];
            sentences += n[2];
            words += n[3];
            longest = longest.max(n[4]);
        }
    }
    end(open, &mut sentences, &mut words, &mut longest);
    format!("{sentences} sentences, {words} words, longest {longest}, mean {:02}/100", words * 100 / sentences.max(1))
}
