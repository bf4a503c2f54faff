//! How many requests a peer may make.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// So many peers are remembered; when there are more, those that have waited long enough are forgotten.
const MAX_PEERS: usize = 10_000;

/// A bucket of requests for each peer, which fills up as time goes on.
#[derive(Debug)]
pub(super) struct Rates {
    /// Requests a second; 0 for any number.
    rate: f64,
    peers: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Rates {
    pub(super) fn new(rate: u32) -> Self {
        Self { rate: f64::from(rate), peers: Mutex::default() }
    }

    /// Whether a peer may make a request now.
    pub(super) fn allows(&self, peer: IpAddr, now: Instant) -> bool {
        if self.rate == 0.0 {
            return true;
        }
        let full = 2.0 * self.rate;
        let filled = |bucket: &Bucket| {
            (bucket.left + now.saturating_duration_since(bucket.at).as_secs_f64() * self.rate).min(full)
        };
        let mut peers = self.peers.lock().unwrap_or_else(PoisonError::into_inner);
        if peers.len() >= MAX_PEERS && !peers.contains_key(&peer) {
            peers.retain(|_, bucket| filled(bucket) < full);
            if peers.len() >= MAX_PEERS {
                return false;
            }
        }
        let bucket = peers.entry(peer).or_insert(Bucket { left: full, at: now });
        *bucket = Bucket { left: filled(bucket), at: now };
        let is_allowed = bucket.left >= 1.0;
        if is_allowed {
            bucket.left -= 1.0;
        }
        is_allowed
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_peer_gets_its_rate_and_others_theirs() {
        let (rates, now) = (Rates::new(10), Instant::now());
        let [one, other] = ["127.0.0.1", "::1"].map(|peer| peer.parse().unwrap());
        let allowed = |peer, now| (0..100).filter(|_| rates.allows(peer, now)).count();
        assert_eq!(allowed(one, now), 20);
        assert_eq!(allowed(one, now), 0);
        assert_eq!(allowed(other, now), 20);
        assert_eq!(allowed(one, now + Duration::from_millis(500)), 5);
        assert_eq!(allowed(one, now + Duration::from_secs(60)), 20);
        let unlimited = Rates::new(0);
        assert!((0..10_000).all(|_| unlimited.allows(one, now)));
    }
}
