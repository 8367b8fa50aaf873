//! Choices that look like chance and are the same for the same seed.

/// A stream of numbers that one seed decides (SplitMix64). Nothing secret is ever made of it.
#[derive(Clone, Debug)]
pub(super) struct Seeded(u64);

impl Seeded {
    /// The stream of one patient: adding patients, or asking for more sessions, changes nobody else. `topic` keeps
    /// what is chosen about a patient apart: names do not depend on how many sessions there are.
    pub(super) fn new(seed: u64, patient: u32, topic: u64) -> Self {
        let mut start = Self(seed ^ topic.rotate_left(32));
        let first = start.next();
        Self(first ^ u64::from(patient).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `end`, `end` excluded; 0 for an end of 0.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        let scaled = (u128::from(self.next()) * u128::from(end)) >> 64;
        u32::try_from(scaled).unwrap_or(0)
    }

    /// `from` to `to`, both included.
    pub(super) fn between(&mut self, from: u32, to: u32) -> u32 {
        from + self.below(to.saturating_sub(from) + 1)
    }

    /// True once in so many times.
    pub(super) fn once_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    pub(super) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(u32::try_from(of.len()).unwrap_or(u32::MAX)) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_decides_every_choice_and_another_seed_decides_otherwise() {
        let draw = |seed, patient| {
            let mut seeded = Seeded::new(seed, patient, 1);
            (0..8).map(|_| seeded.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7, 3), draw(7, 3), "a demo can be made again");
        assert_ne!(draw(7, 3), draw(8, 3), "another seed is another clinic");
        assert_ne!(draw(7, 3), draw(7, 4), "two patients are two people");
    }
}
