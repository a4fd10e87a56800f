"""A reader of two texts at once: a BERT whose last layers are its own, with a head of three classes.

It reads `[CLS] longer [SEP] shorter [SEP]` in the pieces of the sentence table. The lowest layers may be those of the
encoder of statements, which are kept as they are; the others start from all-MiniLM-L6-v2.
"""
import torch
import torch.nn.functional as F

WIDTH, HEADS, PLACES = 384, 12, 128
DROPOUT = 0.1
AGREES, EXCLUDES, NEITHER = range(3)


def sequence(longer, shorter, marks):
    """The row of pieces of a pair, and how many of them belong to the first part. The longer text comes first."""
    if (len(shorter), longer) > (len(longer), shorter):
        longer, shorter = shorter, longer
    room = PLACES - 3
    shorter = shorter[:max(room - len(longer), room // 2)]
    longer = longer[:room - len(shorter)]
    first, last = marks
    return [first, *longer, last, *shorter, last], len(longer) + 2


class Rows:
    """Pairs of lists of pieces as one block of numbers."""

    def __init__(self, pairs, marks, device):
        rows = [sequence(*pair, marks) for pair in pairs]
        length = max(len(row) for row, _ in rows)
        ids = torch.zeros(len(rows), length, dtype=torch.long)
        part = torch.full((len(rows), length), 2, dtype=torch.long)
        for at, (row, first) in enumerate(rows):
            ids[at, :len(row)] = torch.tensor(row)
            part[at, :first] = 0
            part[at, first:len(row)] = 1
        self.ids, self.part = ids.to(device), part.to(device)


class Reader(torch.nn.Module):
    """`start` holds arrays by name: `embed.*`, `second` and, for each layer that is taken over, `l.*`."""

    def __init__(self, start, frozen, own, pool):
        super().__init__()
        self.frozen, self.own, self.pool, self.held = frozen, own, pool, {}
        for name in ("embed.pieces", "embed.positions", "embed.norm.weight", "embed.norm.bias"):
            self.keep(name, start[name], False)
        self.keep("second", start["second"], frozen == 0)
        kinds = ("qkv", "out", "norm1", "up", "down", "norm2")
        layers = [(f"shared.{at}", False) for at in range(frozen)] + [(f"start.{at}", True) for at in own]
        for number, (source, learned) in enumerate(layers):
            for kind in kinds:
                for part in ("weight", "bias"):
                    self.keep(f"{number}.{kind}.{part}", start[f"{source}.{kind}.{part}"], learned)
        parts = {"cls": 1, "mean": 2, "both": 3}[pool]
        self.keep("head.weight", torch.zeros(3, parts * WIDTH), True)
        self.keep("head.bias", torch.zeros(3), True)
        self.layers = len(layers)

    def keep(self, name, value, learned):
        value = torch.nn.Parameter(torch.as_tensor(value).float().clone(), requires_grad=learned)
        self.register_parameter(name.replace(".", "_"), value)
        self.held[name] = value

    def norm(self, x, name):
        return F.layer_norm(x.float(), (WIDTH,), self.held[name + ".weight"], self.held[name + ".bias"], 1e-12)

    def linear(self, x, name):
        with torch.autocast(x.device.type, dtype=torch.bfloat16):
            return F.linear(x, self.held[name + ".weight"], self.held[name + ".bias"])

    def layer(self, x, bias, layer, drop):
        rows, length, _ = x.shape
        q, k, v = (part.view(rows, length, HEADS, -1).transpose(1, 2)
                   for part in self.linear(x, f"{layer}.qkv").chunk(3, -1))
        if x.is_cuda:
            seen = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        else:
            seen = torch.softmax((q @ k.transpose(2, 3)).float() / (WIDTH // HEADS) ** 0.5 + bias, -1).to(v.dtype) @ v
        seen = self.linear(seen.transpose(1, 2).reshape(rows, length, WIDTH), f"{layer}.out")
        x = self.norm(x + drop(seen.float()), f"{layer}.norm1")
        wide = self.linear(F.gelu(self.linear(x, f"{layer}.up"), approximate="tanh"), f"{layer}.down")
        return self.norm(x + drop(wide.float()), f"{layer}.norm2")

    def forward(self, rows):
        length = rows.ids.shape[1]
        drop = (lambda y: F.dropout(y, DROPOUT)) if self.training else (lambda y: y)
        x = self.held["embed.pieces"][rows.ids] + self.held["embed.positions"][:length]
        x = self.norm(x + (rows.part == 1)[..., None] * self.held["second"], "embed.norm")
        bias = torch.zeros(len(x), 1, 1, length, device=x.device).masked_fill((rows.part == 2)[:, None, None], -1e9)
        with torch.no_grad():
            for layer in range(self.frozen):
                x = self.layer(x, bias, layer, lambda y: y)
        for layer in range(self.frozen, self.layers):
            x = self.layer(x, bias, layer, drop)
        return F.linear(drop(self.pooled(x, rows.part)), self.held["head.weight"], self.held["head.bias"])

    def pooled(self, x, part):
        def mean(number):
            here = (part == number)[..., None].float()
            return (x * here).sum(1) / here.sum(1)
        found = [] if self.pool == "mean" else [x[:, 0]]
        return torch.cat(found if self.pool == "cls" else [*found, mean(0), mean(1)], -1)
