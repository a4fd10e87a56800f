"""Invented pairs of texts in, a reader of two texts at once out: do they agree, exclude one another, or neither?

Quartets (`pairs_data.py`) are learned whole: besides the class of each pair, each text must lie nearer to exclusion with
the text of the other world than with that of its own. Same data, same bytes on the same kind of processor. A tenth of
the written quartets is held out, and what is given with --watch is scored for the log; neither chooses anything.
"""
import argparse
import json
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

import pairs_data
import pairs_start
from encoder import vocabulary
from pairs_net import AGREES, EXCLUDES, NEITHER, Reader, Rows
from weights_file import write
from wordpiece import WordPiece

SEED = 17
# With as many the bytes are the same.
THREADS = 2
DEFAULTS = {
    "frozen": 2, "own": [2, 3, 4, 5], "pool": "both", "rate": 2e-4, "head_rate": 1e-3, "decay": 0.01,
    "batch": 32, "passes": 3, "contrast": 1.0, "smooth": 0.05, "noise": 0.05,
    # Quartets made and pairs of the other kinds, for each written quartet.
    "made": 0.3, "remade": 0.3, "opposed": 0.0, "stranger": 0.4, "same": 0.2, "chance": 0.3, "graded": 0.2,
}


# As the program's tokenizer folds them.
PLAIN = str.maketrans({**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛`´", "'"), **dict.fromkeys("‐‑‒–—―", "-")})


class Data:
    """All texts as lists of pieces."""

    def __init__(self, options, encode):
        self.encode, self.cache = encode, {}
        random = np.random.default_rng(SEED)
        quartets = pairs_data.written(options.written)
        if options.limit:
            quartets = [quartets[at] for at in random.permutation(len(quartets))[:options.limit]]
        self.held = [texts for at, (_, texts) in enumerate(quartets) if at % 10 == 7]
        self.learned = [texts for at, (_, texts) in enumerate(quartets) if at % 10 != 7]
        found = pairs_data.stories(options.claims, options.reports)
        opposites = pairs_data.Opposites(options.opposites, options.irregular)
        self.made, self.strangers = pairs_data.made(found, opposites, random, 6)
        self.remade = pairs_data.remade(self.learned, opposites, random)
        self.same = [texts[:2] for texts in self.made]
        self.graded_same, self.graded_other = pairs_data.graded(options.graded)
        self.opposed = pairs_data.opposed(options.opposed) if options.opposed else []

    def pieces(self, text):
        if text not in self.cache:
            self.cache[text] = self.encode(text.translate(PLAIN))
        return self.cache[text]

    def drawn(self, config, random):
        """What is read in one pass: (pairs of texts, their classes, weight), quartets as four pairs."""
        def some(rows, share):
            count = int(share * len(self.learned))
            whole = [random.permutation(len(rows)) for _ in range(count // max(len(rows), 1))] if rows else []
            rest = random.permutation(len(rows))[:count % len(rows)] if rows else []
            return [rows[at] for order in [*whole, rest] for at in order]

        def quartet(texts):
            one, two, three, four = texts
            return [(one, two), (one, four), (three, four), (three, two)], [AGREES, EXCLUDES, AGREES, EXCLUDES]
        found = [quartet(texts) for texts in self.learned + some(self.made, config["made"]) + some(self.remade, config["remade"])]
        singles = [(pair, NEITHER) for pair in some(self.strangers, config["stranger"])]
        singles += [(pair, AGREES) for pair in some(self.same, config["same"])]
        singles += [(pair, AGREES) for pair in some(self.graded_same, config["graded"] / 4)]
        singles += [(pair, NEITHER) for pair in some(self.graded_other, config["graded"])]
        for sentence, plus, minus in some(self.opposed, config["opposed"]):
            singles += [((sentence, plus), AGREES), ((sentence, minus), EXCLUDES)]
        count = int(config["chance"] * len(self.learned))
        for at, other in random.integers(0, len(self.learned), (count, 2)):
            singles.append(((self.learned[at][2 * (at % 2)], self.learned[other][1 + 2 * (other % 2)]), NEITHER))
        singles = [singles[at] for at in random.permutation(len(singles))]
        found += [([pair for pair, _ in singles[at:at + 4]], [kind for _, kind in singles[at:at + 4]])
                  for at in range(0, len(singles) - 3, 4)]
        return found

    def length(self, group):
        return max(len(self.pieces(a)) + len(self.pieces(b)) for a, b in group[0])


def batches(data, config, random):
    """Groups of four pairs, of like length, in batches whose order is drawn."""
    found = data.drawn(config, random)
    found = [found[at] for at in random.permutation(len(found))]
    size, pool = config["batch"], config["batch"] * 20
    whole = []
    for at in range(0, len(found), pool):
        part = sorted(found[at:at + pool], key=data.length)
        whole += [part[n:n + size] for n in range(0, len(part) - size // 2, size)]
    return [whole[at] for at in random.permutation(len(whole))]


def rows_of(data, pairs, marks, device, noise=0.0, random=None):
    found = []
    for one, other in pairs:
        one, other = data.pieces(one), data.pieces(other)
        if noise:
            one, other = ([piece if keep else 0 for piece, keep in zip(part, random.random(len(part)) >= noise)]
                          for part in (one, other))
        found.append((one, other))
    return Rows(found, marks, device)


def scores(net, data, pairs, marks, device):
    """Logits of all pairs."""
    net.eval()
    order = sorted(range(len(pairs)), key=lambda at: len(data.pieces(pairs[at][0])) + len(data.pieces(pairs[at][1])))
    found = np.zeros((len(pairs), 3), np.float32)
    with torch.no_grad():
        for at in range(0, len(order), 64):
            part = order[at:at + 64]
            found[part] = net(rows_of(data, [pairs[n] for n in part], marks, device)).float().cpu().numpy()
    return found


def held_out(net, data, marks, device):
    pairs = [pair for one, two, three, four in data.held
             for pair in ((one, two), (one, four), (three, four), (three, two))]
    logits = scores(net, data, pairs, marks, device)
    margin = (logits[:, EXCLUDES] - logits[:, AGREES]).reshape(-1, 4)
    wanted = np.array([-1, 1, -1, 1])
    by_text = [margin[:, 1] > margin[:, 0], margin[:, 3] > margin[:, 2], margin[:, 3] > margin[:, 0],
               margin[:, 1] > margin[:, 2]]
    sure = np.exp(logits - logits.max(1, keepdims=True))
    sure = (sure / sure.sum(1, keepdims=True))[:, EXCLUDES].reshape(-1, 4)
    told = sure > 0.9
    return (f"held {np.mean(margin * wanted > 0):.3f} contrast {np.mean(by_text):.3f} over .9 "
            f"{told[:, 1::2].mean():.3f}/{told[:, ::2].mean():.3f}")


def watched(net, data, path, rules, marks, device):
    """Accuracy on the pairs labelled as agreeing or excluding, alone and where the rules find nothing."""
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    rows = [row for row in rows if row["label"] in ("entailment", "contradiction")]
    logits = scores(net, data, [(row["a"], row["b"]) for row in rows], marks, device)
    margin = logits[:, EXCLUDES] - logits[:, AGREES]
    gold = np.array([row["label"] == "contradiction" for row in rows])
    found = f"{os.path.basename(path)} {np.mean((margin > 0) == gold):.3f}"
    order = np.argsort(np.argsort(margin, kind="stable"), kind="stable") + 1
    found += f" auc {(order[gold].sum() - gold.sum() * (gold.sum() + 1) / 2) / (gold.sum() * (~gold).sum()):.3f}"
    if rules:
        kinds = [rules.get(row["id"], "none") for row in rows]
        found += f" rules {np.mean([(kind != 'none') == one for kind, one in zip(kinds, gold)]):.3f} with"
        sure = np.array([kind in ("Number", "Year", "Opposite") for kind in kinds])
        hint = np.array([1 if kind in ("Rival", "Polarity") else -1 for kind in kinds])
        for weight in (0, 0.5, 1, 1.5, 2, 3):
            found += f" {weight}: {np.mean((sure | (margin + weight * hint > 0)) == gold):.3f}"
    return found


def train(options, config, data, start, marks, log):
    torch.manual_seed(SEED)
    random = np.random.default_rng(SEED)
    device = torch.device(options.device)
    net = Reader(start, config["frozen"], config["own"], config["pool"]).to(device)
    rules = json.load(open(options.rules, encoding="utf-8")) if options.rules else {}
    heads = [value for name, value in net.held.items() if name.startswith("head")]
    body = [value for name, value in net.held.items() if value.requires_grad and not name.startswith("head")]
    optimiser = torch.optim.AdamW([{"params": body, "lr": config["rate"]}, {"params": heads, "lr": config["head_rate"]}],
                                  weight_decay=config["decay"])
    bounds = [group["lr"] for group in optimiser.param_groups]
    began, step, steps, number = time.time(), 0, None, 0
    done = 0.0
    while done < 1.0:
        net.train()
        whole = batches(data, config, random)
        steps = steps or int(config["passes"] * len(whole))
        total = right = seen = 0
        for batch in whole:
            pairs = [pair for group, _ in batch for pair in group]
            kinds = torch.tensor([kind for _, group in batch for kind in group], device=device)
            logits = net(rows_of(data, pairs, marks, device, config["noise"], random))
            loss = F.cross_entropy(logits, kinds, label_smoothing=config["smooth"])
            four = [group == [AGREES, EXCLUDES, AGREES, EXCLUDES] for _, group in batch]
            margin = (logits[:, EXCLUDES] - logits[:, AGREES]).view(-1, 4)[torch.tensor(four, device=device)]
            if config["contrast"] and len(margin):
                apart = torch.stack([margin[:, 1] - margin[:, 0], margin[:, 3] - margin[:, 2],
                                     margin[:, 3] - margin[:, 0], margin[:, 1] - margin[:, 2]])
                loss = loss + config["contrast"] * F.softplus(-apart).mean()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            done = max(step / steps, (time.time() - began) / options.seconds if options.seconds else 0.0)
            share = min(1.0, done / 0.06) * max(0.0, 1 - done)
            for group, rate in zip(optimiser.param_groups, bounds):
                group["lr"] = rate * share
            optimiser.step()
            optimiser.zero_grad()
            step += 1
            if step % 10 == 0 or options.device == "cpu":
                total, seen = total + loss.item(), seen + 1
            if step % 50 == 0 and options.device == "cpu":
                print(f"step {step} of {steps}, {time.time() - began:.0f} s: {total / max(seen, 1):.3f}", file=log, flush=True)
            if done >= 1.0 or step >= steps:
                done = 1.0
                break
        number += 1
        print(f"pass {number}, step {step} of {steps}, {time.time() - began:.0f} s: loss {total / max(seen, 1):.3f};",
              held_out(net, data, marks, device), file=log, flush=True)
        if number % options.every == 0 or done >= 1.0:
            for path in options.watch or []:
                print("   ", watched(net, data, path, rules, marks, device), file=log, flush=True)
    return net


def command_line():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--written", required=True, help="folder of written quartets")
    parser.add_argument("--opposed", help="folder of written items of the older form")
    parser.add_argument("--claims", required=True, help="folder of invented stories")
    parser.add_argument("--reports", required=True, help="folder of invented reports with their claims marked")
    parser.add_argument("--opposites", required=True, help="words of opposite meaning")
    parser.add_argument("--irregular", required=True, help="irregular forms")
    parser.add_argument("--graded", required=True, help="STS-B news, train")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seconds", type=float, default=0.0, help="end after this time at the latest")
    parser.add_argument("--limit", type=int, default=0, help="so many written quartets")
    parser.add_argument("--every", type=int, default=1000, help="score what is watched after so many passes")
    parser.add_argument("--watch", action="append", help="pairs with labels, scored for the log")
    parser.add_argument("--rules", help="verdicts of the rules on those, by their id")
    parser.add_argument("--config", default="{}", help="what differs from the usual, as JSON")
    return parser


def main():
    parser = command_line()
    parser.add_argument("--table", required=True, help="the static table, for its pieces")
    parser.add_argument("--encoder", required=True, help="the packed encoder of statements")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    config = {**DEFAULTS, **json.loads(options.config)}
    words = WordPiece(vocabulary(options.table))
    start = {**pairs_start.arrays(words), **pairs_start.shared(options.encoder, config["frozen"])}
    data = Data(options, words.encode)
    print(f"{len(data.learned)} quartets and {len(data.held)} held out, {len(data.made)} made", file=sys.stderr, flush=True)
    net = train(options, config, data, start, (len(words.pieces), len(words.pieces) + 1), sys.stderr)
    learned = [(name, value) for name, value in net.held.items() if value.requires_grad or name == "second"]
    write(learned, options.out)


if __name__ == "__main__":
    main()
