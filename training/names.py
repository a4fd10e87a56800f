"""Trains the second look at names on the states of the language network.

    python training/names.py --inputs DIR --out DIR [--steps N] [--seed N]

`cargo xtask train names` makes the inputs and calls it, after `names_teacher.py`. Each corpus is annotated by rules of
its own, so each has an output layer of its own over what all share; the layers of newswire (nine classes) and of web
text (three) learn from what the teacher makes of raw news as well, and are kept. Two processes each work on a batch of
their own; seed and order are fixed: the same inputs give the same bytes on the same kind of processor.
"""
import argparse
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402
from torch import nn  # noqa: E402

from bilstm import BiLstm  # noqa: E402
from names_data import NEWSWIRE, RAW, WEB, batches, read, there  # noqa: E402
from twin import Twin, update  # noqa: E402
from weights_file import write  # noqa: E402

SEED = 5
LENS, RECURRENT = 96, 96
BATCH = 2000  # words, padding included
DROPOUT = 0.3
RATE, BETAS, WARM = 2e-3, (0.9, 0.98), 100
SHARPER = 2.0  # than the regression: few reports read like both
KEEP = 0.7  # of the network's own scores
KEPT = 0.998  # of the running mean of the weights, a step


class Net(nn.Module):
    def __init__(self, states, schemes):
        super().__init__()
        self.lens = nn.Linear(states, LENS)
        self.lstm = BiLstm(LENS, RECURRENT)
        whole = LENS + 2 * RECURRENT
        self.layers = nn.ModuleDict({name: nn.Linear(whole, classes) for name, classes in schemes.items()})
        self.generator = torch.Generator()

    def kept(self, shape):
        """What dropout leaves, by a generator of its own."""
        return (torch.rand(shape, generator=self.generator) >= DROPOUT) / (1 - DROPOUT)

    def forward(self, states, lengths):
        states = states * self.kept(states.shape)
        read = torch.tanh(self.lens(states))
        # The same numbers are dropped in all words of a sentence (Gal and Ghahramani 2016).
        read = read * self.kept((read.shape[0], 1, read.shape[2]))
        read = torch.cat([read, self.lstm(read, lengths)], -1)
        return read * self.kept(read.shape)

    def loss(self, batch):
        corpus, batch = batch
        mask = there(batch)
        read = self(corpus.padded(batch, corpus.states, np.float32), mask.sum(1))[mask]
        if corpus.name != RAW:
            return F.cross_entropy(self.layers[corpus.name](read), corpus.padded(batch, corpus.marks, np.int64)[mask])
        return sum(F.cross_entropy(self.layers[scheme](read), corpus.padded(batch, silver, np.float32)[mask])
                   for scheme, silver in corpus.silver.items())


def gate(lens, corpora, random):
    """Logistic regression on the mean of what the lens gives, of a document or a part of one: is it web text?"""
    means, web = [], []
    with torch.no_grad():
        for corpus in corpora:
            for start, end in corpus.documents:
                for _ in range(2):
                    some = int(random.integers(min(20, end - start), end - start + 1))
                    first = start + int(random.integers(0, end - start - some + 1))
                    states = torch.from_numpy(corpus.states[first:first + some].astype(np.float32))
                    means.append(torch.tanh(lens(states)).mean(0))
                    web.append(float(corpus.name == WEB))
    means, web = torch.stack(means), torch.tensor(web)
    weight = torch.where(web > 0, 1 / web.sum(), 1 / (1 - web).sum())
    layer = nn.Linear(means.shape[1], 1)
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    optimiser = torch.optim.LBFGS(layer.parameters(), max_iter=200)

    def closure():
        optimiser.zero_grad()
        lost = F.binary_cross_entropy_with_logits(layer(means).squeeze(-1), web, weight, reduction="sum")
        lost = lost + 2e-4 * layer.weight.square().sum()
        lost.backward()
        return lost

    optimiser.step(closure)
    right = ((layer(means).squeeze(-1) > 0) == (web > 0)).float().mean().item()
    print(f"web or newswire: {100 * right:.1f} % of {len(web)} right", file=sys.stderr, flush=True)
    return layer


def train(options):
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    torch.use_deterministic_algorithms(True)
    random = np.random.default_rng(options.seed)
    meta, corpora = read(options.inputs)
    schemes = {corpus.name: corpus.classes for corpus in corpora if corpus.name != RAW}
    net = Net(meta["states"], schemes)
    net.generator.manual_seed(options.seed)
    twin = Twin(net, lambda one, number, batch: one.loss((corpora[number], batch)), options.seed + 1)
    mean = [weights.detach().clone() for weights in net.parameters()]
    optimiser = torch.optim.Adam(net.parameters(), lr=RATE, betas=BETAS, fused=True)
    began, gold, raw = time.time(), [], []
    annotated = [corpus for corpus in corpora if corpus.name != RAW]
    marked = [corpus for corpus in corpora if corpus.name == RAW]

    def next_of(waiting, some):
        if not waiting:
            waiting.extend(batches(some, BATCH, random))
        return waiting.pop()

    for step in range(options.steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / WARM) * max(0.005, 1 - step / options.steps)
        corpus, batch = next_of(raw, marked) if marked else next_of(gold, annotated)
        twin.ask(corpora.index(corpus), batch)
        loss = net.loss(next_of(gold, annotated))
        loss.backward()
        twin.answer()
        update(net, optimiser)
        with torch.no_grad():
            torch._foreach_lerp_(mean, list(net.parameters()), 1 - min(KEPT, (step + 1) / (step + 10)))
        if (step + 1) % 100 == 0:
            print(f"step {step + 1} of {options.steps}, {time.time() - began:.0f} s: {loss.item():.4f}", file=sys.stderr, flush=True)
    with torch.no_grad():
        for own, value in zip(net.parameters(), mean):
            own.copy_(value)
    found = dict(net.state_dict())
    found["keep"] = torch.tensor([KEEP])
    named = [corpus for corpus in corpora if corpus.name in (NEWSWIRE, WEB)]
    for name, value in gate(net.lens, named, random).state_dict().items():
        found[f"gate.{name}"] = SHARPER * value
    for kept, scheme in (("nine", NEWSWIRE), ("three", WEB)):
        for name in ("weight", "bias"):
            found[f"{kept}.{name}"] = found[f"layers.{scheme}.{name}"]
    write(((name, value) for name, value in found.items() if not name.startswith("layers.")), options.out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=SEED)
    train(parser.parse_args())
