"""Trains the network that reads sentences.

    python training/reader.py pieces --out FILE                    the word pieces, one a line
    python training/reader.py train --inputs DIR --out DIR         weights as float32, from inputs made by xtask

`cargo xtask train language` calls both. Fixed seeds: the same inputs give the same bytes on the
same kind of processor. Development sets among the inputs are scored for the log, and choose nothing.
"""
import argparse
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

# Two processes each work on a loss of their own; inside them nothing is split.
os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402

NEVER = -1e4
FINITE = ("VBD", "VBZ", "VBP")

from teacher_file import package_folder, tensors  # noqa: E402
from twin import Twin, update  # noqa: E402
from weights_file import write  # noqa: E402

SEED = 7
BATCH = 2000  # words of a treebank batch, and of a batch of names, padding included
RATE, BETAS, WARM = 2e-3, (0.9, 0.95), 200
DROPOUT = 0.25
# A word says far less of names than of trees: unweighted, trees take the network over (names 4 points worse).
NAMES = 12.0


def kept_pieces():
    """The teacher's pieces in Latin script, digits and punctuation, `[UNK]` first, and their numbers there."""
    with open(os.path.join(package_folder(), "vocab.txt"), encoding="utf-8") as file:
        vocabulary = [line.rstrip("\n") for line in file]
    def wanted(piece):
        text = piece.removeprefix("##")
        return text and all(c < "\u0250" or c in "€£" or "\u2010" <= c <= "\u2044" for c in text) and not (
            piece.startswith("[") and len(piece) > 1)
    rows = [vocabulary.index("[UNK]")] + [i for i, piece in enumerate(vocabulary) if wanted(piece)]
    return [vocabulary[i] for i in rows], rows


def start_vectors(width):
    """The teacher's input embeddings of the pieces on their main axes."""
    rows = kept_pieces()[1]
    table = tensors(package_folder())["embeddings.word_embeddings.weight"].astype(np.float64)[rows]
    table -= table.mean(0)
    values, axes = np.linalg.eigh(table.T @ table)
    axes = axes[:, ::-1][:, :width]
    axes *= np.sign(axes[np.abs(axes).argmax(0), range(width)])
    table = table @ axes
    return (table / table.std() * 0.3).astype(np.float32)


class Set:
    """Sentences of one corpus as flat arrays."""

    def __init__(self, folder, number, entry):
        def array(kind, dtype, width):
            path = os.path.join(folder, f"{entry['name']}.{kind}")
            return np.fromfile(path, dtype).reshape(-1, width) if os.path.exists(path) else None
        self.number, self.name, self.kind = number, entry["name"], entry["kind"]
        self.inputs = array("inputs", np.uint16, 11).astype(np.int64)
        gold = array("gold", np.uint16, 3 if self.kind == "trees" else 1) if self.kind in ("trees", "names") else None
        self.told = array("gold", np.uint32, 6).astype(np.int64) if self.kind == "attributions" else None
        bare = self.kind in ("raw", "attributions")
        self.gold = np.zeros((len(self.inputs), 1), np.int64) if bare else gold.astype(np.int64)
        self.lengths = array("lengths", np.uint32, 1)[:, 0].astype(np.int64)
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])
        self.whole = bool(entry.get("whole", True))
        self.documents = entry.get("documents")


def sentences(sets):
    return [(s, int(i)) for s in sets for i in np.flatnonzero(s.lengths > 0)]


def batches(items, size, random):
    """Batches of sentences of like length, in random order."""
    lengths = np.array([s.lengths[i] for s, i in items])
    order = np.argsort(lengths + random.random(len(items)) * 4, kind="stable")
    found, batch, longest = [], [], 0
    for at in order:
        longest = max(longest, lengths[at])
        if batch and longest * (len(batch) + 1) > size:
            found.append(batch)
            batch, longest = [], lengths[at]
        batch.append(items[at])
    found.append(batch)
    return [found[i] for i in random.permutation(len(found))]


def collate(batch, pieces):
    import torch
    lengths = np.array([s.lengths[i] for s, i in batch])
    shape = (len(batch), int(lengths.max()))
    inputs = np.zeros((*shape, 11), np.int64)
    gold = np.zeros((*shape, batch[0][0].gold.shape[1]), np.int64)
    mask = np.zeros(shape, bool)
    for row, (s, i) in enumerate(batch):
        here = slice(s.starts[i], s.starts[i] + s.lengths[i])
        inputs[row, :s.lengths[i]] = s.inputs[here]
        gold[row, :s.lengths[i]] = s.gold[here]
        mask[row, :s.lengths[i]] = True
    ids = inputs[..., :4]
    count = inputs[..., 4]
    ids = np.where(np.arange(4) < count[..., None], ids, pieces)
    result = {"pieces": torch.from_numpy(ids), "count": torch.from_numpy(count).float(),
              "rows": torch.from_numpy(inputs[..., 5:]), "mask": torch.from_numpy(mask),
              "lengths": torch.from_numpy(lengths), "gold": torch.from_numpy(gold)}
    if batch[0][0].kind == "names":
        result["partial"] = not batch[0][0].whole
        result["allowed"] = torch.from_numpy(allowed(gold[..., 0], result["partial"]))
    return result


def allowed(marks, partial):
    """Marks that the annotation leaves open: where only people, organisations and places are annotated, a word
    outside may be of any other class, and 255 stands for a name of another class."""
    table = np.zeros((256, 37), bool)
    table[np.arange(37), np.arange(37)] = True
    table[255, 13:] = True
    if partial:
        table[0, 13:] = True
    return table[marks]


def echoes(sets, words, limit):
    """Sentences of raw text, at most so many words, and the teacher's vectors of their words on `words` axes."""
    import torch
    from reader_teacher import Encoder
    rows = np.array(kept_pieces()[1])
    encoder, items, total = Encoder(), [], 0
    for s in sets:
        for i in range(len(s.lengths)):
            if 3 <= s.lengths[i] <= 60 and total < limit:
                items.append((s, i))
                total += s.lengths[i]
    order = sorted(range(len(items)), key=lambda at: items[at][0].lengths[items[at][1]])
    size = 64
    parts = [order[at:at + size] for at in range(0, len(order), size)]

    def here(at):
        s, i = items[at]
        return s.inputs[s.starts[i]:s.starts[i] + s.lengths[i]]

    def of(part):
        with torch.no_grad():
            return encoder.words([rows[here(at)[:, :4]] for at in part], [here(at)[:, 4] for at in part])

    with torch.no_grad():
        some = torch.cat([vector for part in parts[::max(1, len(parts) // 60)] for vector in of(part)]).double()
    mean = some.mean(0)
    values, axes = torch.linalg.eigh((some - mean).T @ (some - mean) / len(some))
    axes = (axes[:, -words:] / values[-words:].mean().sqrt()).float()
    mean = mean.float()
    vectors = {}
    with ThreadPoolExecutor(2) as workers:
        for part, found in zip(parts, workers.map(of, parts)):
            for at, vector in zip(part, found):
                vectors[items[at]] = ((vector - mean) @ axes).half()
    return items, vectors


def echo_loss(net, batch, vectors, pieces):
    """How far the network is from the teacher's vectors of the words."""
    import torch
    wanted = torch.zeros(len(batch), max(int(s.lengths[i]) for s, i in batch), net.echo.out_features)
    for row, (s, i) in enumerate(batch):
        wanted[row, :s.lengths[i]] = vectors[s, i].float()
    batch = collate(batch, pieces)
    apart = (net.echo(net(batch)) - wanted).square().mean(-1)
    return (apart * batch["mask"]).sum() / batch["mask"].sum()


def pretrain(net, twin, optimiser, corpus, options, random):
    """The network learns to echo the teacher over raw text."""
    items, vectors = corpus
    began, waiting = time.time(), []
    for step in range(options.echo_steps):
        if len(waiting) < 2:
            waiting = batches(items, BATCH, random)
        rate(optimiser, step, options.echo_steps)
        twin.ask("echo", told_apart(waiting.pop()))
        loss = echo_loss(net, waiting.pop(), vectors, options.pieces)
        loss.backward()
        twin.answer()
        update(net, optimiser)
        if (step + 1) % options.log == 0:
            print(f"echo {step + 1} of {options.echo_steps}, {time.time() - began:.0f} s: {loss.item():.3f}",
                  file=sys.stderr, flush=True)


def told_apart(batch):
    """A batch as numbers of sets and sentences, for another process."""
    return [(s.number, i) for s, i in batch]


def rate(optimiser, step, steps):
    for group in optimiser.param_groups:
        group["lr"] = RATE * min(1, (step + 1) / WARM) * max(0.005, 1 - step / steps)


def tree_loss(net, batch):
    import torch.nn.functional as F
    r = net(batch)
    mask = batch["mask"]
    tag, head, label = (batch["gold"][..., k].masked_fill(~mask, -100) for k in range(3))
    scores, heads = net.heads(r, mask)
    def lost(scores, gold):
        return F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-100)
    return lost(net.tags(r), tag) + lost(scores, head) + lost(net.names_of(r, heads, head.clamp(min=0)), label)


def annotation_loss(net, batch, pieces):
    """The loss of trees, or of names."""
    batch = collate(batch, pieces)
    return NAMES * net.name_loss(net(batch), batch) if batch["gold"].shape[-1] == 1 else tree_loss(net, batch)


def told_loss(net, batch, pieces, finite):
    """Loss over trees where it is known who says what, but not the tree, for cues that are finite verbs: words of a
    source hang within it or on the cue; words of content after the cue within it or on the cue; of content and a cue
    after it, one hangs on the other (treebanks do either), and neither source nor content hangs on the other."""
    import torch
    import torch.nn.functional as F
    given = collate(batch, pieces)
    r = net(given)
    likely = F.log_softmax(net.heads(r, given["mask"])[0], -1)
    tags = net.tags(r).argmax(-1)
    width = likely.shape[-1]
    lost, count = 0, 0

    def within(row, words, allowed):
        open_heads = torch.zeros(width, dtype=torch.bool)
        open_heads[[head + 1 for head in allowed]] = True
        return -torch.logsumexp(likely[row, words].masked_fill(~open_heads, NEVER), -1).sum()

    for row, (s, i) in enumerate(batch):
        marks = s.marks[s.starts[i]:s.starts[i] + s.lengths[i]]
        for _, cue, start, end, first, last in s.by_sentence[i]:
            content = list(range(start, end))
            source = list(range(first, last))
            words = [word for word in content if not marks[word]]
            speakers = [word for word in source if not marks[word]]
            crossed = start <= cue < end or first <= cue < last or (first < end and start < last)
            if crossed or not words or int(tags[row, cue]) not in finite:
                continue
            if start > cue:
                lost, count = lost + within(row, words, content + [cue]), count + len(words)
            else:
                others = [word for word in range(-1, width - 1) if word not in source]
                tied = likely[row, cue, [word + 1 for word in content]].exp().sum()
                tied = tied + likely[row, words, cue + 1].exp().sum()
                lost = lost + within(row, words, others) - torch.log(tied.clamp(1e-6, 1))
                count += len(words) + 1
            if speakers and abs(speakers[-1] - cue) <= 12:
                lost, count = lost + within(row, speakers, source + [cue]), count + len(speakers)
    return lost / count if count else None


def settle(net, twin, corpora, told, options, meta):
    """The last phase: trees and names go on, and attributions of news say how clauses of speech hang together."""
    import torch
    torch.manual_seed(SEED)
    random = np.random.default_rng(SEED + 2)
    net.train()
    net.generator.manual_seed(SEED + 2)
    twin.reseed(SEED + 3)
    finite = {number for number, (_, xpos) in enumerate(meta["classes"]) if meta["xpos_names"][xpos] in FINITE}
    for s in {s for s, _ in told}:
        s.by_sentence = {}
        for entry in s.told:
            s.by_sentence.setdefault(int(entry[0]), []).append([int(x) for x in entry])
        s.marks = meta_marks(s)
    optimiser = torch.optim.Adam(net.parameters(), lr=RATE, betas=BETAS, fused=True)
    began, trees, names, attributed = time.time(), [], [], []
    for step in range(options.settle_steps):
        if len(trees) < 2:
            trees = batches(corpora[0], BATCH, random)
        if not names:
            names = [batch for corpus in corpora[1:] if corpus for batch in batches(corpus, BATCH, random)]
            names = [names[i] for i in random.permutation(len(names))]
        if not attributed:
            attributed = batches(told, BATCH // 2, random)
        for group in optimiser.param_groups:
            group["lr"] = 0.4 * RATE * min(1, (step + 1) / 50) * max(0.005, 1 - step / options.settle_steps)
        twin.ask("annotation", told_apart(names.pop() if step % 2 else trees.pop()))
        loss = told_loss(net, attributed.pop(), options.pieces, finite)
        if loss is not None:
            loss.backward()
        tree = tree_loss(net, collate(trees.pop(), options.pieces))
        tree.backward()
        twin.answer()
        update(net, optimiser)
        if (step + 1) % options.log == 0 or step < 2:
            print(f"settling {step + 1} of {options.settle_steps}, {time.time() - began:.0f} s: "
                  f"{0 if loss is None else loss.item():.4f}, trees {tree.item():.3f}", file=sys.stderr, flush=True)


def meta_marks(s):
    """Which words of a set are marks: those without capitals, digits or a word piece of letters."""
    letters = np.array([any(c.isalnum() for c in piece) for piece in kept_pieces()[0]])
    return ~letters[s.inputs[:, 0]]


def score(net, sets, pieces):
    """Tags and labelled arcs right, in per cent; heads greedy."""
    import torch
    net.eval()
    told = []
    with torch.no_grad():
        for s in sets:
            if s.kind != "trees":
                continue
            right = np.zeros(3)
            for batch in batches(sentences([s]), 8000, np.random.default_rng(0)):
                batch = collate(batch, pieces)
                mask, gold = batch["mask"], batch["gold"]
                r = net(batch)
                scores, heads = net.heads(r, mask)
                head = scores.argmax(-1)
                label = net.names_of(r, heads, head).argmax(-1)
                good = (head == gold[..., 1]) & mask
                right += [((net.tags(r).argmax(-1) == gold[..., 0]) & mask).sum().item(), good.sum().item(),
                          (good & (label == gold[..., 2])).sum().item()]
            told.append(f"{s.name} tag/UAS/LAS " + "/".join(f"{100 * x / s.lengths.sum():.2f}" for x in right))
    net.train()
    return "; ".join(told)


def train(options):
    import torch
    from reader_net import Reader, D
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(True)
    random = np.random.default_rng(SEED)
    with open(os.path.join(options.inputs, "meta.json"), encoding="utf-8") as file:
        meta = json.load(file)
    start = torch.from_numpy(start_vectors(D))
    pieces = len(start)
    sets = [Set(options.inputs, number, entry) for number, entry in enumerate(meta["sets"])]
    learned = [s for s in sets if not s.name.endswith("dev")]
    corpora = [sentences([s for s in learned if s.kind == "trees"]),
               sentences([s for s in learned if s.kind == "names" and s.whole]),
               sentences([s for s in learned if s.kind == "names" and not s.whole])]
    shape = (meta["tables"], meta["classes"], meta["upos"], meta["xpos"], meta["labels"], DROPOUT)
    net = Reader(start, *shape)
    net.train()
    net.generator.manual_seed(SEED)
    options.pieces = pieces
    corpus = None
    if options.resume:
        read_weights(net, options.resume)
        options.steps = options.echo_steps = 0
    if options.echo_steps:
        corpus = echoes([s for s in learned if s.kind == "raw"], net.echo.out_features, options.echo_words)
        print(f"{len(corpus[0])} sentences heard", file=sys.stderr, flush=True)

    def lost(one, kind, batch):
        batch = [(sets[number], i) for number, i in batch]
        return echo_loss(one, batch, corpus[1], pieces) if kind == "echo" else annotation_loss(one, batch, pieces)

    twin = Twin(net, lost, SEED + 1)
    optimiser = torch.optim.Adam(net.parameters(), lr=RATE, betas=BETAS, fused=True)
    if options.echo_steps:
        pretrain(net, twin, optimiser, corpus, options, random)
        optimiser = torch.optim.Adam(net.parameters(), lr=RATE, betas=BETAS, fused=True)
        write(net.state_dict().items(), options.out)

    began, trees, names = time.time(), [], []
    for step in range(options.steps):
        if not trees:
            trees = batches(corpora[0], BATCH, random)
        if not names:
            names = [batch for corpus in corpora[1:] if corpus for batch in batches(corpus, BATCH, random)]
            names = [names[i] for i in random.permutation(len(names))]
        rate(optimiser, step, options.steps)
        twin.ask("annotation", told_apart(names.pop()))
        tree = tree_loss(net, collate(trees.pop(), pieces))
        tree.backward()
        name = twin.answer() / NAMES
        update(net, optimiser)
        if (step + 1) % options.log == 0 or step < 3:
            print(f"step {step + 1} of {options.steps}, {time.time() - began:.0f} s: trees {tree.item():.3f}, "
                  f"names {name:.4f}", file=sys.stderr, flush=True)
        if (step + 1) % (10 * options.log) == 0 or step + 1 == options.steps:
            print(score(net, [s for s in sets if s.name.endswith("dev")], pieces), file=sys.stderr, flush=True)
            write(net.state_dict().items(), options.out)
    attributed = [(s, i) for s in learned if s.kind == "attributions" for i in range(len(s.lengths)) if s.lengths[i] <= 90]
    if options.settle_steps and attributed:
        settle(net, twin, corpora, attributed, options, meta)
        print(score(net, [s for s in sets if s.name.endswith("dev")], pieces), file=sys.stderr, flush=True)
        write(net.state_dict().items(), options.out)


def read_weights(net, folder):
    """Weights that were written before."""
    import torch
    with open(os.path.join(folder, "weights.json"), encoding="utf-8") as file:
        index = json.load(file)
    numbers = np.fromfile(os.path.join(folder, "weights.f32"), "<f4")
    net.load_state_dict({entry["name"]: torch.from_numpy(
        numbers[entry["offset"]:entry["offset"] + int(np.prod(entry["shape"]))].reshape(entry["shape"]).copy())
        for entry in index})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    pieces = commands.add_parser("pieces")
    pieces.add_argument("--out", required=True)
    training = commands.add_parser("train")
    training.add_argument("--inputs", required=True)
    training.add_argument("--out", required=True)
    training.add_argument("--steps", type=int, default=4200)
    training.add_argument("--echo-steps", type=int, default=1000)
    training.add_argument("--echo-words", type=int, default=700_000)
    training.add_argument("--settle-steps", type=int, default=500)
    training.add_argument("--resume", help="weights to go on from, past all but the last phase")
    training.add_argument("--log", type=int, default=50)
    options = parser.parse_args()
    if options.command == "train":
        return train(options)
    with open(options.out, "w", encoding="utf-8") as file:
        file.writelines(piece + "\n" for piece in kept_pieces()[0])


if __name__ == "__main__":
    main()
