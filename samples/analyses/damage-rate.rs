trait Rate {
    fn rate(&self) -> f64;
}

#[derive(Default, Clone)]
struct Record {
    strikes: u32,
    damaged: u32,
}

impl Rate for Record {
    fn rate(&self) -> f64 {
        100.0 * self.damaged as f64 / self.strikes as f64
    }
}

fn best<K: Ord + Clone, R: Rate + Clone>(records: &BTreeMap<K, R>, n: usize) -> Vec<(K, R)> {
    let mut all: Vec<(K, R)> = records.iter().map(|(k, r)| (k.clone(), r.clone())).collect();
    all.sort_by(|a, b| b.1.rate().total_cmp(&a.1.rate()).then_with(|| a.0.cmp(&b.0)));
    all.truncate(n);
    all
}

pub fn analyze(strikes: &str) -> String {
    let mut models: BTreeMap<&str, Record> = BTreeMap::new();
    for line in strikes.lines().skip(1) {
        let mut fields = line.split(',').skip(1);
        let (Some(model), Some(damage)) = (fields.next(), fields.next()) else { continue };
        let record = models.entry(model).or_default();
        record.strikes += 1;
        record.damaged += u32::from(!matches!(damage, "" | "None"));
    }
    models.retain(|_, r| r.strikes >= 100);
    best(&models, 5)
        .iter()
        .map(|(m, r)| format!("{m} {:.1}% ({} of {})", r.rate(), r.damaged, r.strikes))
        .collect::<Vec<_>>()
        .join("\n")
}
