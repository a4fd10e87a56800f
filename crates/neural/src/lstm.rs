//! [`Lstm`]: rows read in both directions (Hochreiter and Schmidhuber 1997), window by window.
//!
//! Windows go through side by side, the longest first, so that weights are loaded once for several rows; what
//! comes out of a window depends on no other.

use std::ops::Range;

use crate::activation::step;
use crate::blob::{ModelError, Reader, Writer};
use crate::floats::Recurrent;
use crate::kernel::{INPUTS, Kernel, ZERO};
use crate::matrix::Dense;
use crate::rows::{Rows, UNIT, room};

/// Windows that are read in step.
const GROUP: usize = 8;
/// Steps whose inputs' part of the gates is computed at once: few, so that it is still near the processor when the
/// steps come to it.
const STEPS: usize = 16;

/// A bidirectional LSTM.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lstm {
    /// Outputs of each direction.
    width: usize,
    /// From the first row of a window to the last, and from the last to the first.
    directions: [Direction; 2],
}

/// One direction.
#[derive(Clone, Debug, Default, PartialEq)]
struct Direction {
    input: Dense,
    recurrent: Dense,
}

/// Memory of [`Lstm::forward`] that is used again.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    order: Vec<usize>,
    beside: Vec<u8>,
    scales: Vec<f32>,
    gates: Vec<f32>,
    cells: Vec<f32>,
    hidden: Vec<u8>,
}

impl Lstm {
    /// Makes small integers of the weights of both directions: from the first row on, and from the last back.
    ///
    /// # Panics
    /// When the directions differ in size, a matrix does not fit the biases, or the width of the outputs is not a
    /// positive multiple of four.
    #[must_use]
    pub fn quantise(forward: &Recurrent, backward: &Recurrent) -> Self {
        let width = forward.input.bias.len() / 4;
        let inputs = forward.input.weights.len() / (4 * width).max(1);
        let direction = |weights: &Recurrent| {
            let sizes = (weights.input.bias.len(), weights.input.weights.len(), weights.recurrent.len());
            assert_eq!(sizes, (4 * width, 4 * width * inputs, 4 * width * width), "matrices of an LSTM");
            Direction {
                input: Dense::quantise(&weights.input.weights, &weights.input.bias, inputs),
                recurrent: Dense::quantise(&weights.recurrent, &vec![0.0; 4 * width], width),
            }
        };
        assert!(width > 0 && width.is_multiple_of(INPUTS), "width of an LSTM: {width}");
        Self { width, directions: [direction(forward), direction(backward)] }
    }

    /// Bytes of a row that is read.
    #[must_use]
    pub fn row_bytes(&self) -> usize {
        self.directions[0].input.row_bytes()
    }

    /// Bytes of a row that comes out: the direction forward, then the one backward.
    #[must_use]
    pub fn out_bytes(&self) -> usize {
        2 * self.width
    }

    /// Reads each window both ways and writes, for its rows, bytes of scale [`UNIT`].
    ///
    /// `windows` are ranges of `rows`; rows of `out` in no window are left as they are.
    ///
    /// # Panics
    /// When a window reaches beyond the rows, their scales or `out`.
    pub fn forward(
        &self,
        kernel: Kernel,
        rows: Rows<'_>,
        windows: &[Range<usize>],
        memory: &mut Memory,
        out: &mut [u8],
    ) {
        let mut longest: Vec<&Range<usize>> = windows.iter().collect();
        longest.sort_by_key(|window| std::cmp::Reverse(window.len()));
        for group in longest.chunks(GROUP) {
            for number in 0..self.directions.len() {
                room(&mut memory.cells, group.len() * self.width).fill(0.0);
                room(&mut memory.hidden, group.len() * self.width).fill(ZERO);
                for start in (0..group[0].len()).step_by(STEPS) {
                    let times = start..group[0].len().min(start + STEPS);
                    self.read_inputs(kernel, number, rows, (group, times.clone()), memory);
                    self.run_steps(kernel, number, (group, times), memory, out);
                }
            }
        }
    }

    /// Computes what the rows of some steps give to the gates, in the order in which they are read.
    fn read_inputs(
        &self,
        kernel: Kernel,
        number: usize,
        rows: Rows<'_>,
        (group, times): (&[&Range<usize>], Range<usize>),
        memory: &mut Memory,
    ) {
        let (input, row_bytes) = (&self.directions[number].input, self.row_bytes());
        memory.order.clear();
        for time in times {
            let going = group.iter().take_while(|window| window.len() > time);
            memory.order.extend(going.map(|window| match number {
                0 => window.start + time,
                _ => window.end - 1 - time,
            }));
        }
        let beside = room(&mut memory.beside, memory.order.len() * row_bytes);
        let scales = room(&mut memory.scales, memory.order.len());
        for ((row, scale), &at) in beside.chunks_exact_mut(row_bytes).zip(&mut *scales).zip(&memory.order) {
            row.copy_from_slice(&rows.bytes[at * row_bytes..][..row_bytes]);
            *scale = rows.scales[at];
        }
        let stride = input.padded();
        let gates = room(&mut memory.gates, memory.order.len() * stride);
        input.multiply(kernel, beside, scales, (gates, stride));
    }

    /// Some steps, their inputs' part of the gates being there.
    fn run_steps(
        &self,
        kernel: Kernel,
        number: usize,
        (group, times): (&[&Range<usize>], Range<usize>),
        memory: &mut Memory,
        out: &mut [u8],
    ) {
        let (direction, width) = (&self.directions[number], self.width);
        let (stride, out_bytes) = (direction.input.padded(), self.out_bytes());
        let (mut at, mut going) = (0, group.len());
        for time in times {
            while group[going - 1].len() <= time {
                going -= 1;
            }
            let gates = &mut memory.gates[at * stride..(at + going) * stride];
            let hidden = &mut memory.hidden[..going * width];
            if time > 0 {
                direction.recurrent.add(kernel, hidden, &[UNIT; GROUP][..going], (gates, stride));
            }
            step(kernel, gates, stride, width, &mut memory.cells[..going * width], hidden);
            for (row, &place) in hidden.chunks_exact(width).zip(&memory.order[at..]) {
                out[place * out_bytes + number * width..][..width].copy_from_slice(row);
            }
            at += going;
        }
    }

    /// Appends the layer to a container.
    pub fn write(&self, writer: &mut Writer) {
        for direction in &self.directions {
            direction.input.write(writer);
            direction.recurrent.write(writer);
        }
    }

    /// Reads a layer that must have so many outputs in each direction and so many inputs.
    ///
    /// # Errors
    /// When the container ends or holds another layer, or the width is not a positive multiple of four.
    pub fn read(reader: &mut Reader<'_>, width: usize, inputs: usize) -> Result<Self, ModelError> {
        if width == 0 || !width.is_multiple_of(INPUTS) {
            return Err(ModelError::Inconsistent);
        }
        let mut direction = || {
            Ok(Direction {
                input: Dense::read(reader, 4 * width, inputs)?,
                recurrent: Dense::read(reader, 4 * width, width)?,
            })
        };
        Ok(Self { width, directions: [direction()?, direction()?] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blob::Header;
    use crate::noise::Noise;

    fn logistic(x: f32) -> f32 {
        1.0 / (1.0 + (-x).exp())
    }

    /// The same layer slowly, in floats.
    fn slow<'a>(weights: &Recurrent, rows: impl Iterator<Item = &'a [f32]>, width: usize) -> Vec<Vec<f32>> {
        let (mut hidden, mut cells) = (vec![0.0_f32; width], vec![0.0_f32; width]);
        let product = |matrix: &[f32], row: &[f32], gate: usize| -> f32 {
            matrix[gate * row.len()..][..row.len()].iter().zip(row).map(|(w, x)| w * x).sum()
        };
        let step = |row: &[f32]| {
            let gate = |gate: usize| {
                weights.input.bias[gate]
                    + product(&weights.input.weights, row, gate)
                    + product(&weights.recurrent, &hidden, gate)
            };
            let gates: Vec<f32> = (0..4 * width).map(gate).collect();
            for at in 0..width {
                let [input, forget, cell, output] = std::array::from_fn(|gate| gates[gate * width + at]);
                cells[at] = logistic(forget) * cells[at] + logistic(input) * cell.tanh();
                hidden[at] = logistic(output) * cells[at].tanh();
            }
            hidden.clone()
        };
        rows.map(step).collect()
    }

    /// Windows of many lengths with rows between them that are in none, and how many rows there are.
    fn windows() -> (Vec<Range<usize>>, usize) {
        let lengths = [3, 0, 1, 200, 17, 129, 128, 2, 40, 5, 300, 64];
        let mut start = 2;
        let windows = lengths.iter().map(|length| {
            start += length + 1;
            start - length..start
        });
        (windows.collect(), start + 4)
    }

    #[test]
    fn small_integers_read_as_floats_do() {
        let (width, inputs) = (24, 30);
        let mut noise = Noise::new(5);
        let (forward, backward) = (noise.recurrent(width, inputs), noise.recurrent(width, inputs));
        let lstm = Lstm::quantise(&forward, &backward);
        let (windows, count) = windows();
        let row_bytes = lstm.row_bytes();
        let bytes = noise.bytes(count * row_bytes);
        let scales: Vec<f32> = (0..count).map(|_| noise.floats(1, 0.005)[0].abs() + 0.002).collect();
        let values: Vec<Vec<f32>> = bytes
            .chunks_exact(row_bytes)
            .zip(&scales)
            .map(|(row, scale)| row[..inputs].iter().map(|&byte| (f32::from(byte) - 128.0) * scale).collect())
            .collect();
        let mut out = vec![7; count * 2 * width];
        let rows = Rows { bytes: &bytes, scales: &scales };
        lstm.forward(Kernel::fastest(), rows, &windows, &mut Memory::default(), &mut out);
        let mut most = 0.0_f32;
        for window in &windows {
            let values = &values[window.clone()];
            let first = slow(&forward, values.iter().map(|row| &row[..]), width);
            let mut last = slow(&backward, values.iter().rev().map(|row| &row[..]), width);
            last.reverse();
            for ((row, first), last) in out[window.start * 2 * width..].chunks(2 * width).zip(first).zip(last)
            {
                for (&byte, value) in row.iter().zip(first.iter().chain(&last)) {
                    most = most.max(((f32::from(byte) - 128.0) * UNIT - value).abs());
                }
            }
        }
        assert!(most < 0.06, "{most}");
        let outside = |row: usize| !windows.iter().any(|window| window.contains(&row));
        for row in (0..count).filter(|&row| outside(row)) {
            assert!(out[row * 2 * width..][..2 * width].iter().all(|&byte| byte == 7), "row {row}");
        }
    }

    #[test]
    fn every_kernel_and_every_company_gives_the_same_bytes() {
        let (width, inputs) = (20, 12);
        let mut noise = Noise::new(8);
        let lstm = Lstm::quantise(&noise.recurrent(width, inputs), &noise.recurrent(width, inputs));
        let (windows, count) = windows();
        let bytes = noise.bytes(count * lstm.row_bytes());
        let scales = vec![0.004; count];
        let mut memory = Memory::default();
        let mut read = |kernel: Kernel, windows: &[Range<usize>]| {
            let mut out = vec![0; count * lstm.out_bytes()];
            lstm.forward(kernel, Rows { bytes: &bytes, scales: &scales }, windows, &mut memory, &mut out);
            out
        };
        let whole = read(Kernel::fastest(), &windows);
        for kernel in Kernel::present() {
            assert_eq!(read(kernel, &windows), whole, "{kernel:?}");
        }
        for window in windows {
            let alone = read(Kernel::fastest(), std::slice::from_ref(&window));
            let places = window.start * 2 * width..window.end * 2 * width;
            assert_eq!(alone[places.clone()], whole[places], "{window:?}");
        }
    }

    #[test]
    fn a_packed_layer_comes_back_and_no_other() {
        const HEADER: Header = Header { magic: b"TEST", version: 1 };
        let mut noise = Noise::new(2);
        let lstm = Lstm::quantise(&noise.recurrent(8, 5), &noise.recurrent(8, 5));
        let mut writer = Writer::new(HEADER);
        lstm.write(&mut writer);
        let bytes = writer.finish();
        let read = |width, inputs| {
            Lstm::read(&mut Reader::new(&bytes, HEADER).expect("a whole container"), width, inputs)
        };
        assert_eq!(read(8, 5), Ok(lstm));
        assert_eq!(read(8, 6), Err(ModelError::Inconsistent));
        assert_eq!(read(12, 5), Err(ModelError::Inconsistent));
        assert_eq!(read(0, 5), Err(ModelError::Inconsistent));
    }
}
