"""Statements of invented stories in, an encoder that tells which of them put forward the same claim out.

The network is all-MiniLM-L6-v2 cut to its first layers and tuned: two statements are compared by late interaction
(Khattab and Zaharia 2020) of their pieces' states, less the story's mean state, with weights that fall with the number of
the story's statements that hold a piece. A second task grades the likeness of headlines (STS-B, news). Same data, same
bytes on the same kind of processor. Stories given with --watch are scored for the log, and choose nothing.
"""
import argparse
import collections
import glob
import json
import math
import os
import re
import struct
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

from teacher_file import package_folder, tensors
from weights_file import write
from wordpiece import WordPiece

SEED = 17
WIDTH, HEADS, DEEP = 384, 12, 1536
PIECES, PLACES = 126, 128
RATE, HEAD_RATE, DROPOUT = 5e-5, 2e-2, 0.1
# Pairs of a story that are compared, for each statement: those that the untuned network holds for nearest.
NEAREST = 6
GRADED = 32


def vocabulary(path):
    """The pieces of the static table, in its order: `crates/language/src/embed.rs` gives the layout."""
    with open(path, "rb") as file:
        raw = file.read()
    count, initial, _ = struct.unpack("<3I", raw[8:20])
    at, found = 20 + count, []
    for length in raw[20:20 + count]:
        found.append(raw[at:at + length].decode("utf-8"))
        at += length
    return ["[UNK]"] + [piece if i < initial else "##" + piece for i, piece in enumerate(found) if i]


def claims(path):
    """Stories of a file: for each a list of (report, statement, claim)."""
    stories, claim = [], 0
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("# "):
                stories.append([])
            elif line.startswith("= "):
                claim += 1
            elif line[1:2] == "\t":
                stories[-1].append((line[0], line[2:], frozenset([claim])))
    return stories


MARK = re.compile(r"\{(\d+)\|([^{}]*)\}")


def marked(path):
    """The same of a file of whole reports: `#` opens a story, `@` a report, `{7|words}` is a statement of claim 7."""
    stories = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("# "):
                stories.append([])
            elif line.startswith("@ "):
                report = line[2:].strip()
            elif stories:
                stories[-1] += [(report, text, frozenset([claim])) for claim, text in MARK.findall(line)]
    return stories


def annotated(folder):
    """The same of an annotated story."""
    with open(os.path.join(folder, "gold.json"), encoding="utf-8") as file:
        gold = json.load(file)
    return [(s["report"], s["quote"], frozenset([claim["id"]])) for claim in gold["claims"] for s in claim["statements"]]


def content(text):
    """Stems of the words that carry meaning, by a rule of thumb."""
    def stem(word):
        for ending in ("ing", "ed", "es", "s", "ly"):
            if word.endswith(ending) and len(word) - len(ending) >= 4:
                return word[:-len(ending)]
        return word
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return {stem(word) for word in words if word not in COMMON}


COMMON = set("the a an of to in on at for and or but that which who it its he she they his her their was were is are be been "
             "being had has have with by from as this these those will would could may might not no said there than then "
             "so after before".split())


class Texts:
    """Texts as rows of piece numbers, with the weights of their pieces among all of them."""

    def __init__(self, texts, words):
        first, last = len(words.pieces), len(words.pieces) + 1
        rows = [[first, *words.encode(text)[:PIECES], last] for text in texts]
        held = collections.Counter(piece for row in rows for piece in set(row[1:-1]))
        shape = (len(rows), max(map(len, rows)))
        self.ids = torch.zeros(shape, dtype=torch.long)
        self.mask = torch.zeros(shape, dtype=torch.bool)
        self.weights = torch.zeros(shape)
        for at, row in enumerate(rows):
            self.ids[at, :len(row)] = torch.tensor(row)
            self.mask[at, :len(row)] = True
            if len(row) > 2:
                self.weights[at, 1:len(row) - 1] = torch.tensor(
                    [math.log(1 + len(rows) / held[piece]) for piece in row[1:-1]])


FRAMES = ("{} said {}", "{1}, {0} said", "according to {}, {}", "{1}, according to {0}", "{} told reporters that {}")
SPEAKERS = ("he", "she", "they", "the ministry", "police", "a spokeswoman", "officials", "the company", "the union")
JOINERS = (", and ", " and ", ", while ", " as ", ", but ", "; ", " after ", ", which ")


def spoilt(rows, random):
    """The statements as a program cuts them out: some with a neighbour's content or a frame of speech, some short."""
    found = []
    for report, text, same in rows:
        chance = random.random()
        if chance < 0.2:
            others = [row for row in rows if row[0] == report and not row[2] & same]
            if others:
                other = others[random.integers(len(others))]
                two = [text, other[1]] if random.random() < 0.6 else [other[1], text]
                text, same = JOINERS[random.integers(len(JOINERS))].join(two), same | other[2]
        elif chance < 0.3:
            text = FRAMES[random.integers(len(FRAMES))].format(SPEAKERS[random.integers(len(SPEAKERS))], text)
        elif chance < 0.4 and len(text.split()) >= 8:
            words = text.split()
            text = " ".join(words[:len(words) - int(len(words) * random.uniform(0.2, 0.45))])
        found.append((report, text, same))
    return found


class Story(Texts):
    """A story's statements and the pairs of different reports that are told apart. A statement's claims are a set."""

    def __init__(self, rows, words, pairs=None):
        super().__init__([text for _, text, _ in rows], words)
        self.rows = rows
        terms = [content(text) for _, text, _ in rows]
        held = collections.Counter(term for each in terms for term in each)
        weight = {term: math.log(1 + len(rows) / n) for term, n in held.items()}
        every = [(a, b) for b in range(len(rows)) for a in range(b) if rows[a][0] != rows[b][0]]
        pairs = every if pairs is None else [(a, b) for a, b in every if (a, b) in pairs or rows[a][2] & rows[b][2]]
        self.left, self.right = torch.tensor(pairs).T
        self.same = torch.tensor([float(bool(rows[a][2] & rows[b][2])) for a, b in pairs])
        self.lost = 0

        def cover(a, b):
            whole = sum(weight[term] for term in terms[a])
            return sum(weight[term] for term in terms[a] & terms[b]) / whole if whole else 0.0

        both = [(cover(a, b), cover(b, a)) for a, b in pairs]
        self.words = torch.tensor([2 * x * y / (x + y) if x + y else 0.0 for x, y in both])

    def keep(self, scores, count, all_same):
        """Drops all but the pairs with the highest scores."""
        near = torch.zeros(len(scores), dtype=torch.bool)
        near[torch.topk(scores, min(count, len(scores))).indices] = True
        if all_same:
            near |= self.same > 0
        self.lost = int(self.same.sum() - self.same[near].sum())
        self.left, self.right = self.left[near], self.right[near]
        self.same, self.words = self.same[near], self.words[near]

    def spoilt(self, words, random):
        """The same pairs, and new ones that are the same, of statements as a program cuts them out."""
        pairs = set(zip(self.left.tolist(), self.right.tolist()))
        return Story(spoilt(self.rows, random), words, pairs)


class Encoder(torch.nn.Module):
    def __init__(self, words, layers):
        super().__init__()
        teacher = {name: torch.from_numpy(value.copy()) for name, value in tensors(package_folder()).items()}
        self.layers, self.held = layers, {}
        with open(os.path.join(package_folder(), "vocab.txt"), encoding="utf-8") as file:
            number = {piece: at for at, piece in enumerate(file.read().split("\n"))}
        rows = [number[piece] for piece in [*words.pieces, "[CLS]", "[SEP]"]]
        place = teacher["embeddings.position_embeddings.weight"][:PLACES]
        self.keep("embed.pieces", teacher["embeddings.word_embeddings.weight"][rows], False)
        self.keep("embed.positions", place + teacher["embeddings.token_type_embeddings.weight"][0], False)
        for part in ("weight", "bias"):
            self.keep("embed.norm." + part, teacher["embeddings.LayerNorm." + part], False)
        for layer in range(layers):
            there = f"encoder.layer.{layer}."
            for part in ("weight", "bias"):
                three = [teacher[f"{there}attention.self.{kind}.{part}"] for kind in ("query", "key", "value")]
                self.keep(f"{layer}.qkv.{part}", torch.cat(three))
                for name, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                     ("up", "intermediate.dense"), ("down", "output.dense"),
                                     ("norm2", "output.LayerNorm")):
                    self.keep(f"{layer}.{name}.{part}", teacher[f"{there}{theirs}.{part}"])
        self.keep("token.weight", torch.zeros(WIDTH))
        self.keep("token.bias", torch.zeros(1))
        # Late interaction, its larger side, cosine, shared words, bias; and for grades the first three and bias.
        self.keep("score", torch.tensor([8.0, 0.0, 2.0, 4.0, -7.0]))
        self.keep("grade", torch.tensor([4.0, 0.0, 2.0, -3.0]))

    def keep(self, name, value, learned=True):
        value = torch.nn.Parameter(value.clone(), requires_grad=learned)
        self.register_parameter(name.replace(".", "_"), value)
        self.held[name] = value

    def norm(self, x, name):
        return F.layer_norm(x, (WIDTH,), self.held[name + ".weight"], self.held[name + ".bias"], 1e-12)

    def linear(self, x, name):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return F.linear(x, self.held[name + ".weight"], self.held[name + ".bias"])

    def states(self, texts):
        rows, length = texts.ids.shape
        x = self.norm(self.held["embed.pieces"][texts.ids] + self.held["embed.positions"][:length], "embed.norm")
        bias = torch.zeros(rows, 1, 1, length).masked_fill(~texts.mask[:, None, None], -1e9)
        drop = (lambda y: F.dropout(y, DROPOUT)) if self.training else (lambda y: y)
        for layer in range(self.layers):
            q, k, v = (part.view(rows, length, HEADS, -1).transpose(1, 2)
                       for part in self.linear(x, f"{layer}.qkv").chunk(3, -1))
            seen = torch.softmax((q @ k.transpose(2, 3)).float() / (WIDTH // HEADS) ** 0.5 + bias, -1).to(v.dtype) @ v
            seen = self.linear(seen.transpose(1, 2).reshape(rows, length, WIDTH), f"{layer}.out")
            x = self.norm(x + drop(seen.float()), f"{layer}.norm1")
            wide = self.linear(F.gelu(self.linear(x, f"{layer}.up"), approximate="tanh"), f"{layer}.down")
            x = self.norm(x + drop(wide.float()), f"{layer}.norm2")
        return x

    def features(self, texts, left, right):
        """Late interaction both ways (harmonic mean, larger side) and cosine, for each pair."""
        states = self.states(texts)
        here = (texts.weights > 0)[..., None].float()
        mean = (states * here).sum((0, 1)) / here.sum().clamp(min=1)
        centred = (states - mean) * here
        units = F.normalize(centred, dim=-1)
        learned = (states @ self.held["token.weight"] + self.held["token.bias"]).clamp(-3, 3)
        weights = texts.weights * torch.exp(learned)
        weights = weights / weights.sum(1, keepdim=True).clamp(min=1e-6)
        narrow, found = units.bfloat16(), []
        for at in range(0, len(left), 512):
            a, b = left[at:at + 512], right[at:at + 512]
            alike = torch.bmm(narrow[a], narrow[b].transpose(1, 2)).float()
            there = alike.masked_fill(here[b, None, :, 0] == 0, -1).max(2).values
            back = alike.masked_fill(here[a] == 0, -1).max(1).values
            found.append(torch.stack([(there * weights[a]).sum(1), (back * weights[b]).sum(1)], 1))
        late = torch.cat(found).clamp(min=1e-3)
        whole = F.normalize((centred * weights[..., None]).sum(1), dim=-1)
        harmonic = 2 * late.prod(1) / late.sum(1)
        return torch.stack([harmonic, late.max(1).values, (whole[left] * whole[right]).sum(1)], 1)

    def scores(self, story):
        features = self.features(story, story.left, story.right)
        known = torch.cat([features, story.words[:, None], torch.ones(len(features), 1)], 1)
        return known @ self.held["score"]

    def grades(self, texts, count):
        features = self.features(texts, torch.arange(count), torch.arange(count, 2 * count))
        return torch.cat([features, torch.ones(count, 1)], 1) @ self.held["grade"]


def average_precision(same, scores):
    order = np.argsort(-scores, kind="stable")
    hits = same[order]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    recall = np.cumsum(hits) / hits.sum()
    return (precision * hits).sum() / hits.sum(), (2 * precision * recall / (precision + recall + 1e-9)).max()


def score(net, stories):
    """Average precision and best F1 over all pairs of these stories."""
    net.eval()
    same, scores = [], []
    with torch.no_grad():
        for story in stories:
            same += [story.same.numpy(), np.ones(story.lost)]
            scores += [net.scores(story).numpy(), np.full(story.lost, -99.0)]
    return "{:.3f}/{:.3f}".format(*average_precision(np.concatenate(same), np.concatenate(scores)))


def narrowed(net, stories, count, all_same):
    net.eval()
    with torch.no_grad():
        for story in stories:
            story.keep(net.scores(story), count * len(story.ids), all_same)
    return stories


def graded(path, words, random):
    """Batches of graded pairs: the texts (first all left ones) and their grades from 0 to 1."""
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    order = random.permutation(len(rows))
    found = []
    for at in range(0, len(rows) - GRADED + 1, GRADED):
        batch = [rows[i] for i in order[at:at + GRADED]]
        texts = Texts([row["a"] for row in batch] + [row["b"] for row in batch], words)
        found.append((texts, torch.tensor([row["score"] / 5 for row in batch])))
    return found


def train(options):
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(True)
    random = np.random.default_rng(SEED)
    words = WordPiece(vocabulary(options.table))
    net = Encoder(words, options.layers)
    stories = [Story(rows, words)
               for read, folder in ((claims, options.claims), (marked, options.reports))
               for file in sorted(glob.glob(os.path.join(folder, "*.txt"))) for rows in read(file)]
    stories = narrowed(net, stories, NEAREST, True)
    watched = [narrowed(net, [Story(annotated(folder), words) for folder in group.split(",")], 10, False)
               for group in options.watch or []]
    print(f"{len(stories)} stories, {sum(len(s.ids) for s in stories)} statements, "
          f"{int(sum(s.same.sum() for s in stories))} pairs; untuned", *[score(net, group) for group in watched],
          file=sys.stderr, flush=True)
    heads = [value for name, value in net.held.items() if name in ("token.weight", "token.bias", "score", "grade")]
    known = {id(value) for value in heads}
    body = [value for value in net.held.values() if value.requires_grad and id(value) not in known]
    optimiser = torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01)
    steps, step, began, batches = options.passes * len(stories), 0, time.time(), []
    for number in range(options.passes):
        net.train()
        total = grade = 0.0
        for at in random.permutation(len(stories)):
            story = stories[at].spoilt(words, random)
            batches = batches or graded(options.graded, words, random)
            loss = F.binary_cross_entropy_with_logits(net.scores(story), story.same, reduction="none")
            loss = loss.sum() / story.same.sum().clamp(min=1)
            loss.backward()
            texts, grades = batches.pop()
            second = F.mse_loss(torch.sigmoid(net.grades(texts, len(grades))), grades)
            (options.grade_weight * second).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            share = min(1.0, (step + 1) / 20) * (1 - step / steps)
            for group, rate in zip(optimiser.param_groups, (RATE, HEAD_RATE)):
                group["lr"] = rate * share
            optimiser.step()
            optimiser.zero_grad()
            step, total, grade = step + 1, total + loss.item(), grade + second.item()
            if step % 20 == 0:
                print(f"step {step} of {steps}, {time.time() - began:.0f} s: {loss.item():.3f} {second.item():.4f}",
                      file=sys.stderr, flush=True)
        print(f"pass {number + 1}: {total / len(stories):.3f} {grade / len(stories):.4f};",
              *[score(net, group) for group in watched], file=sys.stderr, flush=True)
        write(net.held.items(), options.out)
        if number + 1 == options.stop:
            break
    print("score", net.held["score"].tolist(), "grade", net.held["grade"].tolist(), file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--table", required=True, help="the static table, for its pieces")
    parser.add_argument("--claims", required=True, help="folder of invented stories")
    parser.add_argument("--reports", required=True, help="folder of invented reports with their claims marked")
    parser.add_argument("--graded", required=True, help="STS-B news, train")
    parser.add_argument("--out", required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--stop", type=int, help="end after this one of the passes")
    parser.add_argument("--grade-weight", type=float, default=5.0)
    parser.add_argument("--watch", action="append", help="annotated stories, with commas between them")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
