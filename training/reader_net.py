"""The network that reads sentences: embeddings, two gated convolutions, one bidirectional LSTM, and heads for
tags, arcs (Dozat and Manning 2017, deep biaffine), labels and names (a linear-chain CRF, Lample et al. 2016).

The same arithmetic in eight-bit integers is in crates/language/src/neural.
"""
import torch
import torch.nn.functional as F
from torch import nn

from bilstm import BiLstm

D, C, H, A, L = 128, 128, 256, 96, 32
MARKS = 37
NEVER = -1e4
LEAST = 1e-35  # what a path weighs at least, beside the best


def part(mark):
    return (mark + 3) % 4


def followers():
    """Which mark may follow which, which may start, and which may end a sentence."""
    follows = torch.zeros(MARKS, MARKS, dtype=torch.bool)
    starts = torch.zeros(MARKS, dtype=torch.bool)
    ends = torch.zeros(MARKS, dtype=torch.bool)
    for last in range(MARKS):
        is_open = last > 0 and part(last) <= 1
        starts[last] = last == 0 or part(last) in (0, 3)
        ends[last] = not is_open
        for mark in range(MARKS):
            if mark == 0 or part(mark) in (0, 3):
                follows[last, mark] = not is_open
            else:
                follows[last, mark] = is_open and (mark - 1) // 4 == (last - 1) // 4
    return follows, starts, ends


class Gate(nn.Module):
    """x + tanh(Wz w) * sigmoid(Wo w) over a window w of three words."""

    def __init__(self, width):
        super().__init__()
        self.both = nn.Linear(3 * width, 2 * width)

    def forward(self, x, mask):
        x = x * mask
        left = F.pad(x, (0, 0, 1, 0))[:, :-1]
        right = F.pad(x, (0, 0, 0, 1))[:, 1:]
        z, o = self.both(torch.cat([left, x, right], -1)).chunk(2, -1)
        return x + torch.tanh(z) * torch.sigmoid(o)


def with_one(x):
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)



class Reader(nn.Module):
    def __init__(self, pieces, tables, classes, upos, xpos, labels, dropout):
        super().__init__()
        self.dropout = dropout
        self.generator = torch.Generator()
        self.pieces = nn.Embedding(len(pieces) + 1, D, padding_idx=len(pieces))
        with torch.no_grad():
            self.pieces.weight[:-1] = pieces
        self.tables = nn.ModuleList([nn.Embedding(size, D, padding_idx=0) for size in tables])
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)
            with torch.no_grad():
                table.weight[0] = 0
        self.gates = nn.ModuleList([Gate(D), Gate(C)])
        self.lstm = BiLstm(C, H)
        self.root = nn.Parameter(torch.randn(2 * H) * 0.1)
        self.upos, self.xpos = nn.Linear(C + 2 * H, upos), nn.Linear(C + 2 * H, xpos)
        self.names = nn.Linear(C + 2 * H, MARKS)
        self.echo = nn.Linear(C + 2 * H, D)
        self.passage = nn.Parameter(torch.zeros(MARKS, MARKS))
        self.arc_head, self.arc_dependent = nn.Linear(2 * H, A), nn.Linear(2 * H, A)
        self.arc = nn.Parameter(torch.randn(A + 1, A) * 0.02)
        self.label_head, self.label_dependent = nn.Linear(2 * H, L), nn.Linear(2 * H, L)
        self.labels = nn.Parameter(torch.randn(labels, L + 1, L + 1) * 0.02)
        self.class_upos = torch.tensor([c[0] for c in classes])
        self.class_xpos = torch.tensor([c[1] for c in classes])
        follows, starts, ends = followers()
        self.forbidden = (~follows).float() * NEVER
        self.unstarted, self.unended = (~starts).float() * NEVER, (~ends).float() * NEVER

    def forward(self, batch):
        """Words to (C + 2H) numbers each."""
        ids, count, rows, mask = batch["pieces"], batch["count"], batch["rows"], batch["mask"]
        x = self.pieces(ids).sum(-2) / count.clamp(min=1).unsqueeze(-1)
        if self.training:
            x = x * self.kept(0.15, *mask.shape, 1)
        for number, table in enumerate(self.tables):
            row = table(rows[..., number])
            if self.training and number < 4:
                row = row * self.kept(0.05, *mask.shape, 1)
            x = x + row
        mask = mask.unsqueeze(-1).float()
        for gate in self.gates:
            x = gate(self.locked(x), mask)
        return self.drop(torch.cat([x, self.lstm(self.locked(x), batch["lengths"])], -1))

    def kept(self, share, *shape):
        """Ones, and noughts for about `share` of them; each process of the training draws its own."""
        return (torch.rand(*shape, generator=self.generator) > share).float()

    def locked(self, x):
        """Dropout with one mask for all words of a sentence."""
        return x * self.kept(self.dropout, x.shape[0], 1, x.shape[-1]) / (1 - self.dropout) if self.training else x

    def drop(self, x):
        return x * self.kept(self.dropout, *x.shape) / (1 - self.dropout) if self.training else x

    def tags(self, r):
        return self.upos(r)[..., self.class_upos] + self.xpos(r)[..., self.class_xpos]

    def heads(self, r, mask):
        """Scores of every word for every head; head 0 is the root."""
        h = r[..., C:]
        words = h.shape[1]
        heads = torch.cat([self.root.expand(h.shape[0], 1, -1), h], 1)
        head = self.drop(F.relu(self.arc_head(heads)))
        dependent = self.drop(F.relu(self.arc_dependent(h)))
        scores = with_one(dependent) @ self.arc @ head.transpose(1, 2)
        there = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
        itself = F.pad(torch.eye(words, dtype=torch.bool), (1, 0))
        return scores.masked_fill(~there.unsqueeze(1) | itself, NEVER), heads

    def names_of(self, r, heads, chosen):
        """Scores of the labels of the chosen arcs."""
        there = heads.gather(1, chosen.unsqueeze(-1).expand(-1, -1, heads.shape[-1]))
        head = with_one(self.drop(F.relu(self.label_head(there))))
        dependent = with_one(self.drop(F.relu(self.label_dependent(r[..., C:]))))
        left = torch.einsum("btd,lde->btle", dependent, self.labels)
        return torch.einsum("btle,bte->btl", left, head)

    def paths(self, scores, allowed, mask):
        """Log of the summed weight of all paths of marks that stay within `allowed`."""
        passage = (self.passage + self.forbidden).exp()
        scores = scores + (~allowed).float() * NEVER
        alpha = scores[:, 0] + self.unstarted
        for at in range(1, scores.shape[1]):
            # The sum over the marks before is a product of matrices, less their greatest weight.
            most = alpha.max(1, keepdim=True).values.detach()
            after = ((alpha - most).exp() @ passage).clamp(min=LEAST).log() + most + scores[:, at]
            alpha = torch.where(mask[:, at].unsqueeze(1), after, alpha)
        return torch.logsumexp(alpha + self.unended, 1)

    def path(self, scores, marks, mask):
        """The weight of one path of marks."""
        there = mask.float()
        stood = (scores.gather(-1, marks.unsqueeze(-1)).squeeze(-1) * there).sum(1)
        return stood + (self.passage[marks[:, :-1], marks[:, 1:]] * there[:, 1:]).sum(1)

    def name_loss(self, r, batch):
        """Loss over marks: one path where all is annotated, else all paths that the annotation leaves open."""
        scores, allowed, mask = self.names(r), batch["allowed"], batch["mask"]
        open_paths = batch["partial"]
        right = self.paths(scores, allowed, mask) if open_paths else self.path(scores, batch["gold"][..., 0], mask)
        return (self.paths(scores, torch.ones_like(allowed), mask) - right).sum() / mask.sum()
