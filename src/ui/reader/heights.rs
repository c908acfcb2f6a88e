//! How high each piece of the page is, summed so that any place is found in a few steps.
//! Knows numbers only: what a piece is and how it is set is not its business.

/// Heights in physical pixels with their running sums (a Fenwick tree).
#[derive(Clone, Debug)]
pub(crate) struct Heights {
    /// What the numbers below are multiplied with.
    scale: f64,
    heights: Vec<f64>,
    // Invariant: as long as `heights`; `sums[i]` holds the sum of the stretch that ends at `i`
    // and is as long as the lowest set bit of `i + 1`.
    sums: Vec<f64>,
}

impl Default for Heights {
    fn default() -> Self {
        Self { scale: 1.0, heights: Vec::new(), sums: Vec::new() }
    }
}

impl Heights {
    /// Takes the heights of all pieces, in order.
    pub(crate) fn new(heights: Vec<f64>) -> Self {
        let mut sums = heights.clone();
        for index in 0..sums.len() {
            let above = index | (index + 1);
            if above < sums.len() {
                sums[above] += sums[index];
            }
        }
        Self { scale: 1.0, heights, sums }
    }

    /// All of them so many times as high: a guess at once for another size.
    pub(crate) fn scaled(self, times: f64) -> Self {
        Self { scale: self.scale * times, ..self }
    }

    /// How high piece `index` is; 0 if there is none.
    pub(crate) fn get(&self, index: usize) -> f64 {
        self.heights.get(index).copied().unwrap_or_default() * self.scale
    }

    /// Corrects the height of piece `index`.
    pub(crate) fn set(&mut self, index: usize, height: f64) {
        let Some(old) = self.heights.get_mut(index) else { return };
        let height = height / self.scale;
        let change = height - *old;
        *old = height;
        let mut at = index;
        while change != 0.0 && at < self.sums.len() {
            self.sums[at] += change;
            at |= at + 1;
        }
    }

    /// The height of all pieces before `index`.
    pub(crate) fn before(&self, index: usize) -> f64 {
        let (mut sum, mut end) = (0.0, index.min(self.sums.len()));
        while end > 0 {
            sum += self.sums[end - 1];
            end &= end - 1;
        }
        sum * self.scale
    }

    /// The height of all pieces.
    pub(crate) fn total(&self) -> f64 {
        self.before(self.sums.len())
    }

    /// The piece at height `y`, and how far below its top that is; the last one for a `y` below all.
    pub(crate) fn find(&self, y: f64) -> (usize, f64) {
        let (mut index, mut left) = (0, y.max(0.0) / self.scale);
        let mut step = self.sums.len().next_power_of_two();
        while step > 0 {
            let next = index + step;
            if next <= self.sums.len() && self.sums[next - 1] <= left {
                left -= self.sums[next - 1];
                index = next;
            }
            step /= 2;
        }
        let last = self.sums.len().saturating_sub(1);
        if index < self.sums.len() { (index, left * self.scale) } else { (last, self.get(last)) }
    }
}

#[cfg(test)]
mod tests {
    use super::Heights;

    #[test]
    fn sums_and_search_agree_with_counting() {
        let numbers: Vec<f64> = (0..37).map(|n| f64::from(n * 7 % 11 + 1)).collect();
        for times in [1.0, 1.75] {
            agree(Heights::new(numbers.clone()).scaled(times), numbers.clone(), times);
        }
        assert_eq!(Heights::default().find(3.0), (0, 0.0));
    }

    fn agree(mut heights: Heights, mut plain: Vec<f64>, times: f64) {
        plain.iter_mut().for_each(|height| *height *= times);
        for (index, height) in [(0, 5.0), (36, 2.0), (17, 40.0)] {
            heights.set(index, height);
            plain[index] = height;
        }
        let mut before = 0.0;
        for (index, height) in plain.iter().enumerate() {
            assert!((heights.before(index) - before).abs() < 1e-9);
            let (found, within) = heights.find(before + height / 2.0);
            assert_eq!(found, index);
            assert!((within - height / 2.0).abs() < 1e-9);
            before += height;
        }
        assert!((heights.total() - before).abs() < 1e-9);
        assert_eq!(heights.find(before + 100.0).0, 36);
    }
}
