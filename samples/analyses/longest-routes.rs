#[derive(Clone, Copy)]
struct Place {
    lat: f64,
    lon: f64,
}

impl Place {
    fn distance_km(self, other: Place) -> f64 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let dlat = b - a;
        let dlon = (other.lon - self.lon).to_radians();
        let h = (dlat / 2.0).sin().powi(2) + a.cos() * b.cos() * (dlon / 2.0).sin().powi(2);
        2.0 * 6371.0 * h.sqrt().asin()
    }
}

pub fn analyze(flights: &str, airports: &str) -> String {
    let mut places: HashMap<&str, Place> = HashMap::new();
    for line in airports.lines().skip(1) {
        let mut from_end = line.rsplitn(3, ',');
        let lon = from_end.next().and_then(|x| x.parse().ok());
        let lat = from_end.next().and_then(|x| x.parse().ok());
        let code = line.split(',').next();
        if let (Some(code), Some(lat), Some(lon)) = (code, lat, lon) {
            places.insert(code, Place { lat, lon });
        }
    }

    let routes: BTreeSet<(&str, &str)> = flights
        .lines()
        .skip(1)
        .filter_map(|l| {
            let mut cols = l.split(',');
            let (a, b) = (cols.next()?, cols.next()?);
            Some(if a < b { (a, b) } else { (b, a) })
        })
        .collect();

    let mut measured: Vec<(f64, &str, &str)> = routes
        .iter()
        .filter_map(|&(a, b)| Some((places.get(a)?.distance_km(*places.get(b)?), a, b)))
        .collect();
    measured.sort_by(|x, y| y.0.partial_cmp(&x.0).unwrap_or(Ordering::Equal));
    measured
        .iter()
        .take(10)
        .map(|(km, a, b)| format!("{a}-{b} {km:.0} km"))
        .collect::<Vec<_>>()
        .join("\n")
}
