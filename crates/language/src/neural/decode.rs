//! The heads of the network: words in, tags, trees and name marks of a report out ([`Network::analyse`]).

use std::cell::Cell;
use std::ops::Range;

use woozle_neural::activation::{first_highest, rectify};
use woozle_neural::{UNIT, chunks, room};

use crate::neural::arcs::Heads;
use crate::neural::forward::Body;
use crate::neural::input::Input;
use crate::neural::marks::{self, Scores};
use crate::neural::namer::{Looked, Namer};
use crate::neural::network::Network;
use crate::neural::states::Seen;
use crate::tagset::{Deprel, Upos, Xpos};

/// Words of a block, at most, where no sentence is longer.
const BLOCK: usize = 2000;
/// Longest sentence that is read in one piece.
pub(crate) const WINDOW: usize = 300;

/// What the network finds in the words of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// For each word its tags, as a number of [`Network::classes`].
    pub classes: Vec<u8>,
    /// For each word the number of the word it depends on, `None` for the root of its sentence.
    pub heads: Vec<Option<u32>>,
    /// For each word how it depends on its head.
    pub labels: Vec<Deprel>,
    /// For each word its mark, as `ner::mark` numbers them.
    pub marks: Vec<u8>,
}

impl Network {
    /// Tags, parses and marks the names of a report.
    ///
    /// `sentences` cover the words in order. `forms` holds a number for each form, 0 where a word is not
    /// capitalised: the same form is marked alike all over the report.
    #[must_use]
    pub fn analyse(&self, inputs: &[Input], forms: &[u32], sentences: &[Range<usize>]) -> Reading {
        self.analyse_seen((inputs, forms), sentences, None, &mut |_| {})
    }

    /// [`Network::analyse`] with names as `namer` sees them, showing `see` the states of all words in order, some at
    /// a time.
    pub(crate) fn analyse_seen(
        &self,
        (inputs, forms): (&[Input], &[u32]),
        sentences: &[Range<usize>],
        namer: Option<&Namer>,
        see: &mut dyn FnMut(Seen<'_>),
    ) -> Reading {
        let mut reading = Reading {
            classes: Vec::with_capacity(inputs.len()),
            heads: Vec::with_capacity(inputs.len()),
            labels: Vec::with_capacity(inputs.len()),
            marks: vec![0; inputs.len()],
        };
        let mut scores: Vec<Scores> = Vec::with_capacity(inputs.len());
        let mut memory = MEMORY.take();
        let Memory { body, heads, looked } = &mut memory;
        let windows: Vec<Range<usize>> = sentences.iter().cloned().flat_map(windows).collect();
        let mut rest = &windows[..];
        while let Some(first) = rest.first() {
            let start = first.start;
            let count = rest.iter().take_while(|window| window.end - start <= BLOCK).count().max(1);
            let (block, after) = rest.split_at(count);
            rest = after;
            let inputs = &inputs[start..block[count - 1].end];
            let within: Vec<Range<usize>> =
                block.iter().map(|window| window.start - start..window.end - start).collect();
            self.read_block(inputs, &within, body);
            if let Some(namer) = namer {
                let seen = self.seen(0..inputs.len(), body);
                namer.read_block(self.kernel, seen, &within, looked);
            }
            for chunk in chunks(&within) {
                let words = chunk[0].start..chunk[chunk.len() - 1].end;
                let (count, seen) = (words.len(), self.seen(words.clone(), body));
                self.score(seen, heads);
                see(seen);
                let rows = heads.rows[..count * self.head_stride()].chunks_exact(self.head_stride());
                for (word, row) in words.zip(rows) {
                    reading.classes.push(self.best_class(row));
                    let own = &row[self.offsets().names..self.offsets().end];
                    scores.push(
                        namer.map_or_else(|| marks::whole(own), |namer| namer.scores(word, own, looked)),
                    );
                }
                self.parse(chunk, start, heads, &mut reading);
            }
        }
        join(sentences, &mut reading);
        let out = (sentences, &mut reading.marks[..]);
        if let Some(namer) = namer {
            namer.mix(looked, &mut scores);
        }
        let passages = namer.map_or(&self.passages, |namer| &namer.passages);
        marks::mark(self.kernel, (forms, &scores), passages, out);
        memory.looked.forget();
        MEMORY.set(memory);
        reading
    }

    /// Computes the rows of the heads for the words of a chunk.
    fn score(&self, seen: Seen<'_>, heads: &mut Heads) {
        let (count, stride, upos) = (seen.near.scales.len(), self.head_stride(), self.offsets().upos);
        let rows = room(&mut heads.rows, count * stride);
        heads.units.resize(count, UNIT);
        self.far.multiply(self.kernel, seen.far, &heads.units, (&mut *rows, stride));
        self.near.add(self.kernel, seen.near.bytes, seen.near.scales, (&mut rows[upos..], stride));
        rectify(self.kernel, rows, upos, stride);
    }

    /// The best class of tags of a word.
    fn best_class(&self, row: &[f32]) -> u8 {
        let offsets = self.offsets();
        let (upos, xpos) = (&row[offsets.upos..offsets.xpos], &row[offsets.xpos..offsets.names]);
        let best = (first_highest(upos), first_highest(xpos));
        let is_best = |class: &(Upos, Xpos)| (class.0 as usize, class.1 as usize) == best;
        let score = |class: &(Upos, Xpos)| upos[class.0 as usize] + xpos[class.1 as usize];
        // No pair scores more than the best of both. Mostly they are a class.
        let found = self.classes.iter().position(is_best);
        found.unwrap_or_else(|| first_highest(&self.classes.iter().map(score).collect::<Vec<f32>>())) as u8
    }
}

/// Memory that is used again: for the next block, and for the next report that the thread reads.
#[derive(Default)]
struct Memory {
    body: Body,
    heads: Heads,
    looked: Looked,
}

thread_local! {
    static MEMORY: Cell<Memory> = Cell::default();
}

/// A sentence in pieces of at most [`WINDOW`] words, as even as can be.
fn windows(sentence: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let parts = sentence.len().div_ceil(WINDOW);
    let border = move |part: usize| sentence.start + sentence.len() * part / parts.max(1);
    (0..parts).map(move |part| border(part)..border(part + 1))
}

/// Hangs the roots of the later pieces of long sentences on the root of the piece before.
fn join(sentences: &[Range<usize>], reading: &mut Reading) {
    for sentence in sentences.iter().filter(|sentence| sentence.len() > WINDOW) {
        let mut last = None;
        for at in sentence.clone() {
            if reading.labels[at] != Deprel::Root {
                continue;
            }
            if last.is_some() {
                (reading.heads[at], reading.labels[at]) = (last, Deprel::Parataxis);
            }
            last = Some(at as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use woozle_neural::Kernel;
    use woozle_neural::blob::{Reader, Writer};
    use woozle_neural::noise::Noise;

    use super::*;
    use crate::model::HEADER;
    use crate::neural::floats::Dimensions;
    use crate::neural::marks::Passages;
    use crate::neural::once::{self, LabelScores};
    use crate::neural::reference::Reference;
    use crate::neural::sample;
    use crate::neural::tree;

    const PIECES: usize = 50;
    const CLASSES: [(Upos, Xpos); 4] = [
        (Upos::Noun, Xpos::Nn),
        (Upos::Verb, Xpos::Vbd),
        (Upos::Propn, Xpos::Nnp),
        (Upos::Punct, Xpos::Stop),
    ];

    fn sentences(lengths: &[usize]) -> Vec<Range<usize>> {
        let mut start = 0;
        lengths
            .iter()
            .map(|length| {
                start += length;
                start - length..start
            })
            .collect()
    }

    fn first_best(scores: &[f32]) -> usize {
        (0..scores.len()).fold(0, |best, at| if scores[at] > scores[best] { at } else { best })
    }

    #[test]
    fn small_integers_decide_as_floats_do() {
        let mut noise = Noise::new(21);
        let dimensions = Dimensions { embedding: 48, recurrent: 40, arc: 24, label: 12 };
        let floats = sample::network(&mut noise, dimensions, PIECES);
        let network = Network::quantise(&floats, &CLASSES);
        let sentences = sentences(&[1, 9, 30, 2, 17, 5, 11, 23, 8, 14, 40, 3]);
        let count = sentences.last().map_or(0, |last| last.end);
        let inputs = sample::inputs(&mut noise, count, PIECES);
        let reading = network.analyse(&inputs, &vec![0; count], &sentences);
        let (mut tags, mut labels, mut heads, mut marks) = (0, 0, 0, 0);
        for sentence in &sentences {
            let slow = Reference::new(&floats, &inputs[sentence.clone()]);
            let mut arcs: Vec<f32> = slow.arcs.concat();
            for (word, row) in arcs.chunks_exact_mut(sentence.len() + 1).enumerate() {
                row[word + 1] = f32::MIN;
            }
            let mut trees = Vec::new();
            tree::heads(&arcs, sentence.len() + 1, sentence.len(), &mut trees);
            let scored = |dependent: usize, head: usize| -> LabelScores {
                let mut scores = slow.labels(dependent, head - 1);
                scores[Deprel::Root as usize] = f32::MIN;
                std::array::from_fn(|label| scores[label])
            };
            let label = |(at, &head): (usize, &u32)| match head as usize {
                0 => Deprel::Root,
                head => Deprel::ALL[first_best(&scored(at, head))],
            };
            let mut slow_labels: Vec<Deprel> = trees.iter().enumerate().map(label).collect();
            let crowded = once::crowded(&trees, &slow_labels);
            let slow_tree = (&mut trees[..], &mut slow_labels[..]);
            once::settle(crowded, (&arcs, sentence.len() + 1), scored, slow_tree);
            let scores: Vec<Scores> = slow.names.iter().map(|scores| marks::whole(scores)).collect();
            let mut slow_marks = vec![0; sentence.len()];
            let whole = 0..sentence.len();
            let passages = Passages::new(&floats.passages);
            let out = (std::slice::from_ref(&whole), &mut slow_marks[..]);
            marks::mark(network.kernel, (&vec![0; sentence.len()], &scores), &passages, out);
            for (at, word) in sentence.clone().enumerate() {
                let score =
                    |class: &(Upos, Xpos)| slow.upos[at][class.0 as usize] + slow.xpos[at][class.1 as usize];
                let class = first_best(&CLASSES.iter().map(score).collect::<Vec<f32>>());
                tags += usize::from(usize::from(reading.classes[word]) == class);
                let head = trees[at].checked_sub(1).map(|head| head + sentence.start as u32);
                heads += usize::from(reading.heads[word] == head);
                marks += usize::from(reading.marks[word] == slow_marks[at]);
                labels += usize::from(reading.labels[word] == slow_labels[at]);
            }
        }
        // Random scores lie close together; trained ones are further apart.
        let share = |right: usize| right * 100 / count;
        let shares = [share(tags), share(labels), share(heads), share(marks)];
        assert!(shares[0] >= 97 && shares[1] >= 90 && shares[2] >= 90 && shares[3] >= 90, "{shares:?}");
    }

    #[test]
    fn every_kernel_and_every_company_gives_the_same_reading() {
        let mut noise = Noise::new(4);
        let dimensions = Dimensions { embedding: 20, recurrent: 28, arc: 12, label: 4 };
        let network = Network::quantise(&sample::network(&mut noise, dimensions, PIECES), &CLASSES);
        let sentences = sentences(&[7, 1, 64, 20, 3, 3, 28, 301, 12, 5, 90]);
        let count = sentences.last().map_or(0, |last| last.end);
        let inputs = sample::inputs(&mut noise, count, PIECES);
        let whole = network.analyse(&inputs, &vec![0; count], &sentences);
        for kernel in Kernel::present() {
            let other = network.clone().with_kernel(kernel);
            assert_eq!(other.analyse(&inputs, &vec![0; count], &sentences), whole, "{kernel:?}");
        }
        for sentence in sentences {
            let alone = 0..sentence.len();
            let found = network.analyse(&inputs[sentence.clone()], &vec![0; alone.end], &[alone]);
            let heads = found.heads.iter().map(|head| head.map(|head| head + sentence.start as u32));
            assert!(heads.eq(whole.heads[sentence.clone()].iter().copied()));
            assert_eq!(found.classes, whole.classes[sentence.clone()]);
            assert_eq!(found.labels, whole.labels[sentence.clone()]);
            assert_eq!(found.marks, whole.marks[sentence]);
        }
    }

    #[test]
    fn every_sentence_has_one_root_however_long() {
        let mut noise = Noise::new(9);
        let dimensions = Dimensions { embedding: 16, recurrent: 16, arc: 8, label: 4 };
        let network = Network::quantise(&sample::network(&mut noise, dimensions, PIECES), &CLASSES);
        let sentences = sentences(&[300, 2500, 601, 1]);
        let inputs = sample::inputs(&mut noise, 3402, PIECES);
        let reading = network.analyse(&inputs, &vec![0; 3402], &sentences);
        for sentence in sentences {
            let shift = |head: &Option<u32>| head.map_or(0, |head| head - sentence.start as u32 + 1);
            let heads: Vec<u32> = reading.heads[sentence.clone()].iter().map(shift).collect();
            assert!(tree::is_tree(&heads));
            let roots = reading.labels[sentence.clone()].iter().filter(|&&label| label == Deprel::Root);
            assert_eq!(roots.count(), 1);
            for at in sentence.clone() {
                assert_eq!(reading.heads[at].is_none(), reading.labels[at] == Deprel::Root);
            }
        }
        assert_eq!(network.analyse(&[], &[], &[]), Reading::default());
    }

    #[test]
    fn a_packed_network_comes_back() {
        let dimensions = Dimensions { embedding: 12, recurrent: 8, arc: 4, label: 4 };
        let network = Network::quantise(&sample::network(&mut Noise::new(1), dimensions, PIECES), &CLASSES);
        let mut writer = Writer::new(HEADER);
        network.write(&mut writer);
        let bytes = writer.finish();
        let read = Network::read(&mut Reader::new(&bytes, HEADER).expect("a whole container"));
        assert!(read.as_ref() == Ok(&network));
    }
}
