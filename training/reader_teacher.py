"""What all-MiniLM-L6-v2 makes of words in their sentences: pieces in, vectors of a middle layer out.

Middle layers of such encoders hold most of syntax and of entity types (Tenney et al. 2019). The network learns to
echo them over raw news before it learns from annotation (knowledge distillation, Hinton et al. 2015).
"""
import torch
import torch.nn.functional as F

from teacher_file import package_folder, tensors

LAYER = 4
WIDTH, HEADS = 384, 12
FIRST, LAST, NOTHING = 101, 102, 0


class Encoder:
    def __init__(self):
        self.w = {name: torch.from_numpy(value.copy()) for name, value in tensors(package_folder()).items()}

    def norm(self, x, name):
        return F.layer_norm(x, (WIDTH,), self.w[name + ".weight"], self.w[name + ".bias"], 1e-12)

    def linear(self, x, name):
        return F.linear(x, self.w[name + ".weight"], self.w[name + ".bias"])

    def forward(self, ids, mask):
        w, (rows, length) = self.w, ids.shape
        x = (w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][:length]
             + w["embeddings.token_type_embeddings.weight"][0])
        x = self.norm(x, "embeddings.LayerNorm")
        for layer in range(LAYER):
            place = f"encoder.layer.{layer}."

            def heads(kind, x=x, place=place):
                return self.linear(x, place + "attention.self." + kind).view(rows, length, HEADS, -1).transpose(1, 2)

            seen = F.scaled_dot_product_attention(heads("query"), heads("key"), heads("value"), mask[:, None, None])
            seen = seen.transpose(1, 2).reshape(rows, length, WIDTH)
            x = self.norm(x + self.linear(seen, place + "attention.output.dense"), place + "attention.output.LayerNorm")
            wide = self.linear(F.gelu(self.linear(x, place + "intermediate.dense")), place + "output.dense")
            x = self.norm(x + wide, place + "output.LayerNorm")
        return x

    def words(self, pieces, counts):
        """Vectors of the words of each sentence: the mean over their pieces.

        pieces: a list of arrays (words, 4) of the teacher's piece numbers; counts: how many of the four are there."""
        flat = [[int(p) for row, n in zip(sentence, count) for p in row[:n]] for sentence, count in zip(pieces, counts)]
        longest = min(512, max(map(len, flat)) + 2)
        ids = torch.full((len(flat), longest), NOTHING)
        for row, sentence in enumerate(flat):
            kept = [FIRST, *sentence[:longest - 2], LAST]
            ids[row, :len(kept)] = torch.tensor(kept)
        states = self.forward(ids, ids != NOTHING)
        found = []
        for row, count in enumerate(counts):
            ends = torch.cumsum(torch.as_tensor(count), 0)
            sums = F.pad(torch.cumsum(states[row, 1:].double(), 0), (0, 0, 1, 0))
            last = longest - 1
            starts, ends = (ends - torch.as_tensor(count)).clamp(max=last), ends.clamp(max=last)
            found.append(((sums[ends] - sums[starts]) / (ends - starts).clamp(min=1).unsqueeze(1)).float())
        return found
