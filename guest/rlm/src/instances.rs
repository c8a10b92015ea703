//! Code of the standard library for the types that analyses usually have.
//!
//! A generic function is compiled by the crate that needs it for a type, which would be every analysis anew, and most of what
//! rustc's time goes into. What is compiled here already is linked instead (`-Zshare-generics`). Nothing calls [`all`], so the
//! linker leaves out what an analysis does not need. A type that is not here costs time and nothing else; every one that is
//! makes this crate larger, which all analyses pay for when they are linked.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::Hash;

pub fn all(text: &str) {
    words(text, text);
    words(text, text.to_string());
    keys((text, text), text.len());
    keys((text.to_string(), text.to_string()), text.len());
    keys(text.len(), text.len());
    keys(text.len() as u64, text.len());
    maps(text.len(), vec![text]);
    ordered(text.len() as i64);
    ordered((text.len(), text));
    ordered((text.len(), text.to_string()));
    lists(text.len() as f64);
    lists(vec![text]);
    lists((text, text, text.len()));
    lists((text.len() as f64, text));
    strings(text);
}

fn words<K: Hash + Ord + Clone>(text: &str, word: K) {
    keys(word.clone(), text.len());
    maps(word.clone(), text.len() as u32);
    maps(word.clone(), text.len() as u64);
    maps(word.clone(), text.len() as i64);
    maps(word.clone(), text.len() as f64);
    maps(word.clone(), (text.len(), text.len()));
    maps(word.clone(), (text.len() as u64, text.len() as u64));
    maps(word.clone(), (text.len(), text.len() as f64));
    maps(word.clone(), (text.len() as f64, text.len()));
    maps(word.clone(), text);
    maps(word.clone(), text.to_string());
    maps(word.clone(), vec![text]);
    maps(word.clone(), vec![text.len()]);
    maps(word.clone(), vec![text.len() as u64]);
    maps(word, vec![text.len() as f64]);
}

fn keys<K: Hash + Ord + Clone, V: Clone>(key: K, value: V) {
    lists(key.clone());
    ordered(key.clone());
    sets(key.clone());
    maps(key, value);
}

fn maps<K: Hash + Ord + Clone, V: Clone>(key: K, value: V) {
    let mut hashed: HashMap<K, V> = HashMap::new();
    *hashed.entry(key.clone()).or_insert(value.clone()) = value.clone();
    hashed.insert(key.clone(), value.clone());
    hashed.get_mut(&key);
    hashed.remove(&key);
    hashed.contains_key(&key);
    grown(hashed.iter().collect::<Vec<_>>());
    let hashed: HashMap<K, V> = hashed.into_iter().collect();
    grown(hashed.into_iter().collect::<Vec<_>>());

    let mut sorted: BTreeMap<K, V> = BTreeMap::new();
    *sorted.entry(key.clone()).or_insert(value.clone()) = value.clone();
    sorted.insert(key.clone(), value);
    sorted.get(&key);
    sorted.get_mut(&key);
    grown(sorted.iter().collect::<Vec<_>>());
    grown(sorted.into_iter().collect::<Vec<_>>());
}

fn sets<T: Hash + Ord + Clone>(value: T) {
    let mut hashed: HashSet<T> = HashSet::new();
    hashed.insert(value.clone());
    hashed.contains(&value);
    grown(hashed.into_iter().collect::<Vec<_>>());

    let mut sorted: BTreeSet<T> = BTreeSet::new();
    sorted.insert(value.clone());
    sorted.contains(&value);
    grown(sorted.into_iter().collect::<Vec<_>>());
}

fn ordered<T: Ord + Clone>(value: T) {
    let mut list = vec![value; 2];
    list.sort();
    list.sort_unstable();
    list.dedup();
}

fn lists<T: Clone>(value: T) {
    let mut list = vec![value.clone()];
    list.extend_from_slice(&list.clone());
    list.truncate(1);
    grown(list);
    let mut queue = VecDeque::new();
    queue.push_back(value);
    queue.pop_front();
}

fn grown<T>(mut list: Vec<T>) {
    if let Some(last) = list.pop() {
        list.push(last);
    }
    list.reserve(1);
}

fn strings(text: &str) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let owned: Vec<String> = words.iter().map(|word| word.to_string()).collect();
    let _ = (words.join(text), owned.join(text), words.concat(), owned.concat());
    let _ = (
        text.replace(text, text),
        text.replace(',', text),
        text.contains(text),
        text.find(text),
    );
    let _ = (
        text.split(text).collect::<Vec<_>>(),
        text.split(',').collect::<Vec<_>>(),
        text.lines().collect::<Vec<_>>(),
    );
    let _ = (
        text.chars().collect::<Vec<_>>(),
        text.chars().rev().collect::<String>(),
        owned.into_iter().collect::<String>(),
    );
    let _ = (
        text.parse::<i64>(),
        text.parse::<u64>(),
        text.parse::<usize>(),
        text.parse::<u32>(),
        text.parse::<f64>(),
    );
}
