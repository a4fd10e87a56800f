//! [`Network`]: the trained weights as small integers, packed and read.

use woozle_neural::activation::quantise;
use woozle_neural::blob::{Reader, Writer};
use woozle_neural::{Affine, Dense, Kernel, Lstm, ModelError, Table};

use crate::ner::MARKS;
use crate::neural::floats::{Dimensions, Floats, is_width};
use crate::neural::input::TABLES;
use crate::neural::marks::Passages;
use crate::tagset::{Deprel, Upos, Xpos};

/// The network that tags, parses and marks names.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    pub(super) dimensions: Dimensions,
    /// The pairs of tags that a word can have.
    pub(super) classes: Vec<(Upos, Xpos)>,
    pub(super) pieces: Table,
    pub(super) tables: [Table; 6],
    pub(super) convolutions: [Dense; 2],
    pub(super) lstm: Lstm,
    /// What `h` gives to every head, in the order of [`Offsets`].
    pub(super) far: Dense,
    /// What the convolutions give to tags and marks.
    pub(super) near: Dense,
    /// From a dependent to what its head should be like.
    pub(super) arc: Dense,
    /// From a head to what its dependents should be like: for each value of the dependent and a constant, every
    /// label, padded to `label_stride`. Fewer words are heads than dependents.
    pub(super) labels: Dense,
    /// What it weighs that one name mark follows another, as trained and as searched.
    passage_weights: Vec<f32>,
    pub(super) passages: Passages,
    root: Vec<f32>,
    /// The root as a head, in the space of arcs and of labels.
    pub(super) root_arc: Vec<f32>,
    pub(super) root_label: Vec<f32>,
    pub(super) kernel: Kernel,
}

/// Where the outputs of the heads lie in a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offsets {
    pub(super) arc_head: usize,
    pub(super) arc_dependent: usize,
    pub(super) label_head: usize,
    pub(super) label_dependent: usize,
    /// Tags and marks, to which the convolutions add.
    pub(super) upos: usize,
    pub(super) xpos: usize,
    pub(super) names: usize,
    pub(super) end: usize,
}

/// Scores of a label side by side: every label and a padding.
pub(super) fn label_stride() -> usize {
    Deprel::ALL.len().next_multiple_of(8)
}

impl Network {
    /// Makes small integers of trained weights. `classes` are the pairs of tags that a word can have.
    ///
    /// # Panics
    /// When a dimension is no multiple of four, a matrix has not the size that they give it, or there is no class.
    #[must_use]
    pub fn quantise(floats: &Floats, classes: &[(Upos, Xpos)]) -> Self {
        check(floats);
        assert!(!classes.is_empty(), "a network needs a class of tags");
        let embedding = floats.dimensions.embedding;
        let convolution = |layer: &Affine| Dense::quantise(&layer.weights, &layer.bias, 3 * embedding);
        let mut network = Self {
            dimensions: floats.dimensions,
            classes: classes.to_vec(),
            pieces: Table::quantise(&floats.pieces, embedding),
            tables: floats.tables.each_ref().map(|rows| Table::quantise(rows, embedding)),
            convolutions: floats.convolutions.each_ref().map(convolution),
            lstm: Lstm::quantise(&floats.forward, &floats.backward),
            far: far(floats),
            near: near(floats),
            arc: arc(floats),
            labels: labels(floats),
            passages: Passages::new(&floats.passages),
            passage_weights: floats.passages.clone(),
            root: floats.root.clone(),
            root_arc: Vec::new(),
            root_label: Vec::new(),
            kernel: Kernel::fastest(),
        };
        network.settle_root();
        network
    }

    /// The pairs of tags that a word can have.
    #[must_use]
    pub fn classes(&self) -> &[(Upos, Xpos)] {
        &self.classes
    }

    /// How many word pieces it knows.
    #[must_use]
    pub fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// Values of a word's states: the convolutions' output, then the recurrent layer's, forward before backward.
    #[must_use]
    pub fn state_width(&self) -> usize {
        self.dimensions.embedding + 2 * self.dimensions.recurrent
    }

    /// The same network computed in another way, which gives the same results.
    #[must_use]
    pub fn with_kernel(mut self, kernel: Kernel) -> Self {
        self.kernel = kernel;
        self
    }

    pub(super) fn offsets(&self) -> Offsets {
        let Dimensions { arc, label, .. } = self.dimensions;
        let upos = 2 * arc + 2 * label;
        let xpos = upos + Upos::ALL.len();
        let names = xpos + Xpos::ALL.len();
        Offsets {
            arc_head: 0,
            arc_dependent: arc,
            label_head: 2 * arc,
            label_dependent: 2 * arc + label,
            upos,
            xpos,
            names,
            end: names + MARKS,
        }
    }

    /// Floats in a row of the heads' outputs.
    pub(super) fn head_stride(&self) -> usize {
        self.far.padded().max(self.offsets().upos + self.near.padded())
    }

    /// Computes what the root is as a head.
    fn settle_root(&mut self) {
        let mut bytes = vec![0; self.far.row_bytes()];
        let mut scale = [0.0];
        let width = self.root.len();
        quantise(self.kernel, &self.root, width, width, &mut bytes, &mut scale);
        let mut out = vec![0.0; self.far.padded()];
        let stride = out.len();
        self.far.multiply(self.kernel, &bytes, &scale, (&mut out, stride));
        let Offsets { arc_head, arc_dependent, label_head, label_dependent, .. } = self.offsets();
        let rectified = |values: &[f32]| values.iter().map(|value| value.max(0.0)).collect();
        self.root_arc = rectified(&out[arc_head..arc_dependent]);
        self.root_label = rectified(&out[label_head..label_dependent]);
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        let Dimensions { embedding, recurrent, arc, label } = self.dimensions;
        writer.numbers(&[embedding, recurrent, arc, label].map(|size| size as u32));
        let pairs = self.classes.iter().flat_map(|&(upos, xpos)| [upos as u8, xpos as u8]);
        writer.bytes(&pairs.collect::<Vec<u8>>());
        self.pieces.write(writer);
        self.tables.iter().for_each(|table| table.write(writer));
        self.convolutions.iter().for_each(|layer| layer.write(writer));
        self.lstm.write(writer);
        [&self.far, &self.near, &self.arc, &self.labels].into_iter().for_each(|matrix| matrix.write(writer));
        writer.floats(&self.passage_weights);
        writer.floats(&self.root);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let sizes = reader.numbers()?;
        let &[embedding, recurrent, arc, label] = &sizes[..] else { return Err(ModelError::Inconsistent) };
        let [embedding, recurrent, arc, label] = [embedding, recurrent, arc, label].map(|size| size as usize);
        if [embedding, recurrent, arc, label].iter().any(|size| !is_width(*size)) {
            return Err(ModelError::Inconsistent);
        }
        let pair = |&[upos, xpos]: &[u8; 2]| {
            Some((*Upos::ALL.get(usize::from(upos))?, *Xpos::ALL.get(usize::from(xpos))?))
        };
        let classes: Option<Vec<_>> = reader.bytes()?.as_chunks().0.iter().map(pair).collect();
        let pieces = Table::read(reader, embedding)?;
        let mut tables: [Table; 6] = Default::default();
        for (table, rows) in tables.iter_mut().zip(TABLES) {
            *table = Table::read(reader, embedding)?;
            if table.len() != rows {
                return Err(ModelError::Inconsistent);
            }
        }
        let mut convolution = || Dense::read(reader, 2 * embedding, 3 * embedding);
        let convolutions = [convolution()?, convolution()?];
        let lstm = Lstm::read(reader, recurrent, embedding)?;
        let mut layer = |outputs, inputs| Dense::read(reader, outputs, inputs);
        let tail = Upos::ALL.len() + Xpos::ALL.len() + MARKS;
        let far = layer(2 * arc + 2 * label + tail, 2 * recurrent)?;
        let near = layer(tail, embedding)?;
        let arc = layer(arc, arc)?;
        let labels = layer((label + 1) * label_stride(), label)?;
        let passage_weights = reader.floats()?;
        let root = reader.floats()?;
        let classes = classes.filter(|classes| (1..256).contains(&classes.len()));
        let whole = root.len() == 2 * recurrent && passage_weights.len() == MARKS * MARKS;
        let (Some(classes), true) = (classes, whole) else { return Err(ModelError::Inconsistent) };
        let mut network = Self {
            dimensions: Dimensions { embedding, recurrent, arc: arc.outputs(), label },
            classes,
            pieces,
            tables,
            convolutions,
            lstm,
            far,
            near,
            arc,
            labels,
            passages: Passages::new(&passage_weights),
            passage_weights,
            root,
            root_arc: Vec::new(),
            root_label: Vec::new(),
            kernel: Kernel::fastest(),
        };
        network.settle_root();
        Ok(network)
    }
}

/// Panics where a matrix has another size than the dimensions give it.
fn check(floats: &Floats) {
    let Dimensions { embedding, recurrent, arc, label } = floats.dimensions;
    assert!([embedding, recurrent, arc, label].into_iter().all(is_width), "dimensions");
    let wide = embedding + 2 * recurrent;
    let affine = |name: &str, layer: &Affine, outputs: usize, inputs: usize| {
        assert_eq!((layer.weights.len(), layer.bias.len()), (outputs * inputs, outputs), "{name}");
    };
    assert!(!floats.pieces.is_empty() && floats.pieces.len().is_multiple_of(embedding), "pieces");
    for (table, rows) in floats.tables.iter().zip(TABLES) {
        assert_eq!(table.len(), rows * embedding, "tables");
    }
    floats.convolutions.iter().for_each(|layer| affine("convolutions", layer, 2 * embedding, 3 * embedding));
    for direction in [&floats.forward, &floats.backward] {
        affine("lstm input", &direction.input, 4 * recurrent, embedding);
        assert_eq!(direction.recurrent.len(), 4 * recurrent * recurrent, "lstm recurrent");
    }
    assert_eq!(floats.passages.len(), MARKS * MARKS, "passages");
    assert_eq!(floats.root.len(), 2 * recurrent, "root");
    affine("upos", &floats.upos, Upos::ALL.len(), wide);
    affine("xpos", &floats.xpos, Xpos::ALL.len(), wide);
    affine("names", &floats.names, MARKS, wide);
    affine("arc_head", &floats.arc_head, arc, 2 * recurrent);
    affine("arc_dependent", &floats.arc_dependent, arc, 2 * recurrent);
    affine("label_head", &floats.label_head, label, 2 * recurrent);
    affine("label_dependent", &floats.label_dependent, label, 2 * recurrent);
    assert_eq!(floats.arc.len(), (arc + 1) * arc, "arc");
    assert_eq!(floats.labels.len(), Deprel::ALL.len() * (label + 1) * (label + 1), "labels");
}

/// The part of every head that reads `h`.
fn far(floats: &Floats) -> Dense {
    let (embedding, width) = (floats.dimensions.embedding, 2 * floats.dimensions.recurrent);
    let (mut weights, mut bias) = (Vec::new(), Vec::new());
    for layer in [&floats.arc_head, &floats.arc_dependent, &floats.label_head, &floats.label_dependent] {
        weights.extend_from_slice(&layer.weights);
        bias.extend_from_slice(&layer.bias);
    }
    for layer in [&floats.upos, &floats.xpos, &floats.names] {
        let rows = layer.weights.chunks_exact(embedding + width);
        weights.extend(rows.flat_map(|row| &row[embedding..]));
        bias.extend_from_slice(&layer.bias);
    }
    Dense::quantise(&weights, &bias, width)
}

/// The part of tags and marks that reads the convolutions.
fn near(floats: &Floats) -> Dense {
    let Dimensions { embedding, recurrent, .. } = floats.dimensions;
    let layers = [&floats.upos, &floats.xpos, &floats.names];
    let rows = layers.into_iter().flat_map(|layer| layer.weights.chunks_exact(embedding + 2 * recurrent));
    let weights: Vec<f32> = rows.flat_map(|row| &row[..embedding]).copied().collect();
    let bias = vec![0.0; weights.len() / embedding];
    Dense::quantise(&weights, &bias, embedding)
}

/// The arc matrix turned about: for each value of the head, the weights of the dependent's; the constant's
/// are the bias.
fn arc(floats: &Floats) -> Dense {
    let width = floats.dimensions.arc;
    let (square, bias) = floats.arc.split_at(width * width);
    let turned: Vec<f32> = (0..width)
        .flat_map(|head| (0..width).map(move |dependent| square[dependent * width + head]))
        .collect();
    Dense::quantise(&turned, bias, width)
}

/// The label matrices: for each value of the dependent and the constant, a row for every label; the head's constant
/// is the bias.
fn labels(floats: &Floats) -> Dense {
    let width = floats.dimensions.label;
    let side = width + 1;
    let (mut weights, mut bias) = (Vec::new(), Vec::new());
    for dependent in 0..side {
        for label in 0..label_stride() {
            let of = |head: usize| {
                let known = label < Deprel::ALL.len();
                if known { floats.labels[(label * side + dependent) * side + head] } else { 0.0 }
            };
            weights.extend((0..width).map(of));
            bias.push(of(width));
        }
    }
    Dense::quantise(&weights, &bias, width)
}
