"""Trains a teacher of names and lets it mark raw news.

    python training/names_teacher.py --inputs DIR [--steps N] [--seed N]

all-MiniLM-L6-v2, tuned on the corpora of names with a recurrent layer over its words and their features (it reads no
capitals itself), is some hundred times too slow to ship. What it makes of raw news, one distribution over marks for
each word, is what the second look at names learns from besides the corpora (knowledge distillation, Hinton et al.
2015). `cargo xtask train names` makes the inputs and calls it. The same inputs give the same bytes on the same kind
of processor.
"""
import argparse
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from bilstm import BiLstm
from names_data import NINE, THREE, batches, read
from reader import kept_pieces
from reader_teacher import FIRST, HEADS, LAST, NOTHING, WIDTH
from teacher_file import package_folder, tensors

SEED = 11
LAYERS = 6
ROW, RECURRENT = 128, 256
BATCH = 2400  # words, padding included
RATE, SLOW, WARM = 1e-3, 1e-4, 80
DROPOUT, LITTLE, UNKNOWN = 0.2, 0.1, 0.03


class Encoder(nn.Module):
    """The six layers, as parameters."""

    def __init__(self):
        super().__init__()
        arrays = tensors(package_folder())
        self.w = nn.ParameterDict({name.replace(".", "/"): nn.Parameter(torch.from_numpy(value.copy()))
                                   for name, value in arrays.items() if not name.startswith("pooler")})
        self.w["embeddings/word_embeddings/weight"].requires_grad_(False)

    def norm(self, x, name):
        return F.layer_norm(x, (WIDTH,), self.w[name + "/weight"], self.w[name + "/bias"], 1e-12)

    def linear(self, x, name):
        return F.linear(x, self.w[name + "/weight"], self.w[name + "/bias"])

    def drop(self, x):
        """The same numbers are dropped in all pieces of a sentence (Gal and Ghahramani 2016)."""
        if not self.training:
            return x
        return x * ((torch.rand(x.shape[0], 1, x.shape[2]) >= LITTLE) / (1 - LITTLE)).to(x.dtype)

    def forward(self, ids):
        rows, length = ids.shape
        absent = ((ids == NOTHING) * -1e4)[:, None, None].to(torch.bfloat16)
        x = (self.w["embeddings/word_embeddings/weight"][ids] + self.w["embeddings/position_embeddings/weight"][:length]
             + self.w["embeddings/token_type_embeddings/weight"][0])
        x = self.drop(self.norm(x, "embeddings/LayerNorm"))
        for layer in range(LAYERS):
            place = f"encoder/layer/{layer}/"

            def heads(kind, x=x, place=place):
                return self.linear(x, place + "attention/self/" + kind).view(rows, length, HEADS, -1).transpose(1, 2)

            # The fused attention of PyTorch is three times slower in learning, on a processor.
            like = heads("query") @ heads("key").transpose(2, 3) * (WIDTH / HEADS) ** -0.5 + absent
            seen = like.softmax(-1).to(torch.bfloat16) @ heads("value")
            seen = self.linear(seen.transpose(1, 2).reshape(rows, length, WIDTH), place + "attention/output/dense")
            x = self.norm(x + self.drop(seen), place + "attention/output/LayerNorm")
            wide = self.linear(F.gelu(self.linear(x, place + "intermediate/dense")), place + "output/dense")
            x = self.norm(x + self.drop(wide), place + "output/LayerNorm")
        return x


class Teacher(nn.Module):
    def __init__(self, tables, schemes):
        super().__init__()
        self.encoder = Encoder()
        self.numbers = torch.from_numpy(np.array(kept_pieces()[1]))
        self.tables = nn.ModuleList([nn.Embedding(rows, ROW) for rows in tables])
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)
        self.into = nn.Linear(WIDTH, ROW)
        self.lstm = BiLstm(2 * ROW, RECURRENT)
        whole = 2 * ROW + 2 * RECURRENT
        self.layers = nn.ModuleDict({name: nn.Linear(whole, classes) for name, classes in schemes.items()})

    def words(self, pieces, count, mask):
        """The mean of the encoder's last layer over the pieces of each word."""
        count = count * mask
        ends = torch.cumsum(count, 1)
        starts = ends - count
        length = min(512, int(ends[:, -1].max()) + 2)
        ids = torch.full((len(pieces), length), NOTHING)
        row = torch.arange(len(pieces)).view(-1, 1, 1).expand(pieces.shape)
        place = starts.unsqueeze(-1) + 1 + torch.arange(4)
        there = (torch.arange(4) < count.unsqueeze(-1)) & (place < length - 1)
        ids[row[there], place[there]] = self.numbers[pieces[there]]
        ids[:, 0] = FIRST
        ids[torch.arange(len(pieces)), (ends[:, -1] + 1).clamp(max=length - 1)] = LAST
        states = self.encoder(ids).float()
        sums = F.pad(torch.cumsum(states[:, 1:], 1), (0, 0, 1, 0))

        def upto(at):
            return sums.gather(1, at.clamp(max=length - 1).unsqueeze(-1).expand(-1, -1, WIDTH))

        return (upto(ends) - upto(starts)) / count.clamp(min=1).unsqueeze(-1)

    def forward(self, inputs, mask):
        pieces, count = inputs[..., :4], inputs[..., 4]
        if self.training:
            unknown = (torch.rand(mask.shape) < UNKNOWN).unsqueeze(-1)
            pieces = torch.where(unknown, torch.zeros_like(pieces), pieces)
        read = self.into(self.encoder.drop(self.words(pieces, count, mask)))
        rows = sum(table(inputs[..., 5 + number]) for number, table in enumerate(self.tables))
        read = torch.cat([rows, read], -1)
        if self.training:
            # The same numbers are dropped in all words of a sentence (Gal and Ghahramani 2016).
            read = read * (torch.rand(read.shape[0], 1, read.shape[2]) >= DROPOUT) / (1 - DROPOUT)
        return F.dropout(torch.cat([read, self.lstm(read, mask.sum(1))], -1), DROPOUT, self.training)


def train(options):
    torch.set_num_threads(2)
    torch.manual_seed(options.seed)
    torch.use_deterministic_algorithms(True)
    random = np.random.default_rng(options.seed)
    meta, sets = read(options.inputs)
    corpora = [corpus for corpus in sets if corpus.classes]
    net = Teacher(meta["tables"], {corpus.name: corpus.classes for corpus in corpora})
    slow = [weights for weights in net.encoder.parameters() if weights.requires_grad]
    fast = [weights for name, weights in net.named_parameters() if not name.startswith("encoder.")]
    optimiser = torch.optim.AdamW([{"params": slow, "base": SLOW}, {"params": fast, "base": RATE}],
                                  lr=RATE, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    began, waiting = time.time(), []
    net.train()
    for step in range(options.steps):
        if not waiting:
            waiting = batches(corpora, BATCH, random)
        for group in optimiser.param_groups:
            group["lr"] = group["base"] * min(1, (step + 1) / WARM) * max(0.01, 1 - step / options.steps)
        corpus, batch = waiting.pop()
        inputs, marks, mask = corpus.words(batch)
        with torch.autocast("cpu", torch.bfloat16):
            words = net(inputs, mask)
        loss = F.cross_entropy(net.layers[corpus.name](words.float())[mask], marks[mask])
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        optimiser.zero_grad()
        if (step + 1) % 50 == 0:
            print(f"teacher {step + 1} of {options.steps}, {time.time() - began:.0f} s: {loss.item():.4f}",
                  file=sys.stderr, flush=True)
    net.eval()
    for corpus in sets:
        if corpus.classes:
            continue
        kinds = {"worldwide": NINE, "uner": THREE}
        found = {name: np.zeros((len(corpus.marks), classes), np.float16) for name, classes in kinds.items()}
        with torch.no_grad():
            for _, batch in batches([corpus], 4 * BATCH, random):
                inputs, _, mask = corpus.words(batch)
                with torch.autocast("cpu", torch.bfloat16):
                    words = net(inputs, mask).float()
                for name, values in found.items():
                    likely = net.layers[name](words).softmax(-1).half().numpy()
                    for row, (start, count) in enumerate(batch):
                        values[start:start + count] = likely[row, :count]
        for name, values in found.items():
            values.tofile(os.path.join(options.inputs, f"silver.{name}"))
    print(f"raw news marked after {time.time() - began:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", required=True)
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--seed", type=int, default=SEED)
    train(parser.parse_args())
