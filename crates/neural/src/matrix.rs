//! Matrices of small integers: [`Dense`], which multiplies, and [`Table`], whose rows are looked up.

use crate::blob::{ModelError, Reader, Writer};
use crate::kernel::{Block, INPUTS, Kernel, OUTPUTS, Product, ZERO};
use crate::stretch::Stretches;

/// Largest weight of a [`Dense`]: two products with a byte fit 16 bits.
const LARGEST: f32 = 63.0;

/// A matrix with a scale and a bias for each output.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dense {
    outputs: usize,
    inputs: usize,
    /// For each 16 outputs a block for each 4 inputs; zeros where either runs out.
    blocks: Vec<Block>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    /// What the sums start from, so that they end without the part of the zero point.
    starts: Vec<i32>,
    stretches: Stretches,
}

impl Dense {
    /// The matrix of these weights, `inputs` to a row (an output), and a bias for each row.
    #[must_use]
    pub fn quantise(weights: &[f32], bias: &[f32], inputs: usize) -> Self {
        let rows = weights.chunks_exact(inputs.max(1));
        let scale = |row: &[f32]| row.iter().fold(0.0_f32, |most, weight| most.max(weight.abs())) / LARGEST;
        let scales: Vec<f32> = rows.clone().map(scale).collect();
        let whole = |(row, &scale): (&[f32], &f32)| -> Vec<i8> {
            let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
            row.iter().map(|weight| (weight * inverse).round().clamp(-LARGEST, LARGEST) as i8).collect()
        };
        let integers: Vec<i8> = rows.zip(&scales).flat_map(whole).collect();
        Self::new(&integers, scales, bias.to_vec(), inputs)
    }

    /// Lays out whole-numbered weights.
    fn new(weights: &[i8], mut scales: Vec<f32>, mut bias: Vec<f32>, inputs: usize) -> Self {
        let outputs = scales.len();
        let (padded, depth) = (outputs.next_multiple_of(OUTPUTS), inputs.div_ceil(INPUTS));
        let mut blocks = vec![Block([0; OUTPUTS * INPUTS]); padded / OUTPUTS * depth];
        let mut starts = vec![0; padded];
        for (output, row) in weights.chunks_exact(inputs.max(1)).enumerate() {
            for (input, &weight) in row.iter().enumerate() {
                let block = &mut blocks[output / OUTPUTS * depth + input / INPUTS];
                block.0[output % OUTPUTS * INPUTS + input % INPUTS] = weight;
                starts[output] -= i32::from(weight) * i32::from(ZERO);
            }
        }
        scales.resize(padded, 0.0);
        bias.resize(padded, 0.0);
        let stretches = Stretches::new(&blocks, depth);
        Self { outputs, inputs, blocks, scales, bias, starts, stretches }
    }

    /// Number of inputs.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Number of outputs.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Outputs with their padding: what a row of results takes.
    #[must_use]
    pub fn padded(&self) -> usize {
        self.scales.len()
    }

    /// Bytes of a row of activations: the inputs and what fills the last four, which may be anything.
    #[must_use]
    pub fn row_bytes(&self) -> usize {
        self.inputs.next_multiple_of(INPUTS)
    }

    /// Writes bias plus product for each row of activations, of which there are as many as scales.
    ///
    /// Rows of activations are [`Dense::row_bytes`] long; rows of `out` lie the number beside it apart and take
    /// [`Dense::padded`] floats. The scale of a row is what a step of its bytes is worth.
    ///
    /// # Panics
    /// When a buffer is too short or the rows of `out` overlap.
    pub fn multiply(&self, kernel: Kernel, rows: &[u8], scales: &[f32], out: (&mut [f32], usize)) {
        self.product(Some(&self.bias), rows, scales, out).compute(kernel);
    }

    /// Adds the product, without bias, for each row of activations: see [`Dense::multiply`].
    ///
    /// # Panics
    /// As [`Dense::multiply`].
    pub fn add(&self, kernel: Kernel, rows: &[u8], scales: &[f32], out: (&mut [f32], usize)) {
        self.product(None, rows, scales, out).compute(kernel);
    }

    fn product<'a>(
        &'a self,
        bias: Option<&'a [f32]>,
        rows: &'a [u8],
        row_scales: &'a [f32],
        (out, stride): (&'a mut [f32], usize),
    ) -> Product<'a> {
        Product {
            blocks: &self.blocks,
            depth: self.inputs.div_ceil(INPUTS),
            stretches: &self.stretches,
            starts: &self.starts,
            scales: &self.scales,
            bias,
            rows,
            row_scales,
            out,
            stride,
        }
    }

    /// Appends the matrix to a container.
    pub fn write(&self, writer: &mut Writer) {
        let depth = self.inputs.div_ceil(INPUTS);
        let weight = |output: usize, input: usize| {
            let block = &self.blocks[output / OUTPUTS * depth + input / INPUTS];
            block.0[output % OUTPUTS * INPUTS + input % INPUTS].cast_unsigned()
        };
        let row = |output: usize| (0..self.inputs).map(move |input| weight(output, input));
        writer.number(self.inputs as u32);
        writer.floats(&self.scales[..self.outputs]);
        writer.floats(&self.bias[..self.outputs]);
        writer.bytes(&(0..self.outputs).flat_map(row).collect::<Vec<u8>>());
    }

    /// Reads a matrix that must have this shape.
    ///
    /// # Errors
    /// When the container ends, or holds another shape or weights that no matrix has.
    pub fn read(reader: &mut Reader<'_>, outputs: usize, inputs: usize) -> Result<Self, ModelError> {
        let found = reader.number()? as usize;
        let (scales, bias) = (reader.floats()?, reader.floats()?);
        let weights: Vec<i8> = reader.bytes()?.iter().map(|byte| byte.cast_signed()).collect();
        let narrow = weights.iter().all(|&weight| f32::from(weight).abs() <= LARGEST);
        let shape = (found, scales.len(), bias.len(), weights.len());
        if !narrow || shape != (inputs, outputs, outputs, outputs * inputs) {
            return Err(ModelError::Inconsistent);
        }
        Ok(Self::new(&weights, scales, bias, inputs))
    }
}

/// Rows of small integers, each with its scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    width: usize,
    rows: Vec<i8>,
    scales: Vec<f32>,
}

impl Table {
    /// The table of these rows.
    #[must_use]
    pub fn quantise(rows: &[f32], width: usize) -> Self {
        let mut table = Self { width, ..Self::default() };
        for row in rows.chunks_exact(width.max(1)) {
            let scale = row.iter().fold(0.0_f32, |most, value| most.max(value.abs())) / 127.0;
            let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
            table.rows.extend(row.iter().map(|value| (value * inverse).round() as i8));
            table.scales.push(scale);
        }
        table
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// Whether it has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    /// A row and its scale; the first row for a number that is none.
    #[inline]
    #[must_use]
    pub fn row(&self, number: usize) -> (&[i8], f32) {
        let number = if number < self.scales.len() { number } else { 0 };
        (&self.rows[number * self.width..][..self.width], self.scales[number])
    }

    /// Appends the table to a container.
    pub fn write(&self, writer: &mut Writer) {
        writer.floats(&self.scales);
        writer.bytes(&self.rows.iter().map(|value| value.cast_unsigned()).collect::<Vec<u8>>());
    }

    /// Reads a table of this width with at least one row.
    ///
    /// # Errors
    /// When the container ends or holds something else.
    pub fn read(reader: &mut Reader<'_>, width: usize) -> Result<Self, ModelError> {
        let scales = reader.floats()?;
        let rows: Vec<i8> = reader.bytes()?.iter().map(|byte| byte.cast_signed()).collect();
        let fits = !scales.is_empty() && rows.len() == scales.len() * width;
        if fits { Ok(Self { width, rows, scales }) } else { Err(ModelError::Inconsistent) }
    }
}
