"""Trains the fast reader of attributions on the states of the language network.

    python training/attribution.py --inputs DIR --out DIR [--steps N] [--seed N]

`cargo xtask train attribution` makes the inputs and calls it. Two processes each work on a batch of their own; seed
and order are fixed: the same inputs give the same bytes on the same kind of processor.
"""
import argparse
import json
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402
from torch import nn  # noqa: E402

from bilstm import BiLstm  # noqa: E402
from twin import Twin, update  # noqa: E402
from weights_file import write  # noqa: E402

SEED = 3
LENS, ROW, RECURRENT, LINK = 128, 64, 192, 64
BATCH = 1200  # words, padding included
DROPOUT = 0.35
RATE, BETAS, WARM = 2e-3, (0.9, 0.95), 100
WEIGHT = 3.0  # cues and links are few among the words
NEVER = -1e4
ROLES, CUES = 5, 5
DISTANCES = np.array([-60, -30, -15, -8, -4, -1, 0, 1, 2, 5, 9, 16, 31])


class Passages:
    """Paragraphs: states and rows of their words, marks of cues, and the role of every word for each cue."""

    def __init__(self, folder, name):
        def array(kind, dtype):
            return np.memmap(os.path.join(folder, f"{name}.{kind}"), dtype, "r")
        with open(os.path.join(folder, f"{name}.json"), encoding="utf-8") as file:
            meta = json.load(file)
        self.tables, self.width = meta["tables"], meta["states"]
        self.rows = array("rows", np.uint16).reshape(-1, len(self.tables))
        self.states = array("states", np.float16).reshape(-1, self.width)
        self.items = []
        for passage in meta["passages"]:
            count = passage["words"]
            cues, links = np.zeros(count, np.int64), []
            for cue, source, content, communication in passage["links"]:
                mark = 1 if communication else 3
                words = [word for start, end in cue for word in range(start, end)]
                cues[words] = mark + 1
                cues[words[0]] = mark
                roles = np.zeros(count, np.int64)
                for pieces, role in ((source, 1), (content, 3)):
                    for start, end in pieces:
                        roles[start:end] = role + 1
                        roles[start] = role
                links.append((words[0], roles))
            self.items.append((passage["start"], count, cues, links))


def batches(items, size, random):
    """Batches of passages of like length, in random order."""
    order = np.argsort(np.array([item[1] for item in items]) + random.random(len(items)) * 4, kind="stable")
    found, batch = [], []
    for at in order:
        if batch and items[at][1] * (len(batch) + 1) > size:
            found.append(batch)
            batch = []
        batch.append(items[at])
    found.append(batch)
    return [found[i] for i in random.permutation(len(found))]


class Net(nn.Module):
    def __init__(self, tables, states):
        super().__init__()
        self.tables = nn.ModuleList([nn.Embedding(rows, ROW) for rows in tables])
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.15)
        self.lens = nn.Linear(states, LENS)
        self.lstm = BiLstm(LENS + ROW, RECURRENT)
        whole = LENS + ROW + 2 * RECURRENT
        self.cue, self.link_cue, self.link_word = nn.Linear(whole, CUES), nn.Linear(whole, LINK), nn.Linear(whole, LINK)
        self.links = nn.Parameter(torch.randn(ROLES, LINK + 1, LINK + 1) * 0.02)
        self.distances = nn.Embedding(len(DISTANCES) + 1, ROLES)
        self.passages = nn.Parameter(torch.zeros(ROLES, ROLES))
        self.generator = torch.Generator()

    def drop(self, x):
        """Dropout with a generator of its own."""
        if not self.training:
            return x
        kept = torch.rand(x.shape, generator=self.generator) >= DROPOUT
        return x * kept / (1 - DROPOUT)

    def forward(self, states, rows, lengths):
        read = torch.cat([torch.tanh(self.lens(self.drop(states))),
                          sum(table(rows[..., k]) for k, table in enumerate(self.tables))], -1)
        if self.training:
            # The same numbers are dropped in all words of a passage (Gal and Ghahramani 2016).
            kept = torch.rand((read.shape[0], 1, read.shape[2]), generator=self.generator) >= DROPOUT
            read = read * kept / (1 - DROPOUT)
        return self.drop(torch.cat([read, self.lstm(read, lengths)], -1))

    def roles(self, words, row, cue, buckets):
        """For some cues the scores of every role of every word of their passages."""
        def constant(x):
            return torch.cat([x, torch.ones_like(x[..., :1])], -1)
        asking = constant(self.drop(F.relu(self.link_cue(words[row, cue]))))
        asked = constant(self.drop(F.relu(self.link_word(words))))[row]
        wanted = torch.einsum("ce,lde->cld", asking, self.links)
        return torch.einsum("ctd,cld->ctl", asked, wanted) + self.distances(buckets)

    def loss(self, data, batch):
        width = max(item[1] for item in batch)
        shape = (len(batch), width)
        states = np.zeros((*shape, data.width), np.float32)
        rows = np.zeros((*shape, len(data.tables)), np.int64)
        marks = np.full(shape, -100, np.int64)
        told = []
        for number, (start, count, cues, links) in enumerate(batch):
            here = slice(start, start + count)
            states[number, :count], rows[number, :count], marks[number, :count] = data.states[here], data.rows[here], cues
            told.extend((number, cue, roles) for cue, roles in links)
        words = self(torch.from_numpy(states), torch.from_numpy(rows), torch.tensor([item[1] for item in batch]))
        marks = torch.from_numpy(marks).flatten()
        loss = WEIGHT * F.cross_entropy(self.cue(words).flatten(0, 1), marks, ignore_index=-100)
        if not told:
            return loss
        buckets = np.zeros((len(told), width), np.int64)
        inside = np.zeros((len(told), width), bool)
        gold = np.zeros((len(told), width), np.int64)
        for number, (row, cue, roles) in enumerate(told):
            buckets[number] = np.searchsorted(DISTANCES, np.arange(width) - cue, side="right")
            inside[number, :len(roles)] = True
            gold[number, :len(roles)] = roles
        row, cue = torch.tensor([row for row, _, _ in told]), torch.tensor([cue for _, cue, _ in told])
        scores = self.roles(words, row, cue, torch.from_numpy(buckets))
        return loss + WEIGHT * sequence_loss(scores, torch.from_numpy(gold), torch.from_numpy(inside), self.passages)


def barred():
    """A piece goes on only where it began."""
    bars = torch.zeros(ROLES, ROLES)
    for before in range(ROLES):
        for start, inside in ((1, 2), (3, 4)):
            if before not in (start, inside):
                bars[before, inside] = NEVER
    return bars


def sequence_loss(scores, gold, inside, passages):
    """Loss of a linear-chain CRF (Lafferty et al. 2001), a word."""
    steps = passages + barred()
    reached = scores[:, 0] + torch.tensor([0.0, 0.0, NEVER, 0.0, NEVER])
    for at in range(1, scores.shape[1]):
        onward = torch.logsumexp(reached.unsqueeze(2) + steps, 1) + scores[:, at]
        reached = torch.where(inside[:, at:at + 1], onward, reached)
    mask = inside.float()
    right = (scores.gather(-1, gold.unsqueeze(-1)).squeeze(-1) * mask).sum(1)
    right = right + (passages[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
    return (torch.logsumexp(reached, 1) - right).sum() / inside.sum()


def train(options):
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    torch.use_deterministic_algorithms(True)
    random = np.random.default_rng(options.seed)
    data = Passages(options.inputs, "train")
    net = Net(data.tables, data.width)
    net.generator.manual_seed(options.seed)
    twin = Twin(net, lambda one, batch: one.loss(data, batch), options.seed + 1)
    optimiser = torch.optim.Adam(net.parameters(), lr=RATE, betas=BETAS, fused=True)
    waiting, began = [], time.time()
    for step in range(options.steps):
        if len(waiting) < 2:
            waiting = batches(data.items, BATCH, random)
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / WARM) * max(0.005, 1 - step / options.steps)
        twin.ask(waiting.pop())
        loss = net.loss(data, waiting.pop())
        loss.backward()
        twin.answer()
        update(net, optimiser)
        if (step + 1) % 100 == 0:
            print(f"step {step + 1} of {options.steps}, {time.time() - began:.0f} s: {loss.item():.3f}", file=sys.stderr, flush=True)
    write(net.state_dict().items(), options.out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=SEED)
    train(parser.parse_args())
