"""Trained arrays by name in, `weights.json` (name, shape, offset in numbers) and `weights.f32` out."""
import json
import os


def write(arrays, folder):
    """Writes the pairs of name and tensor into the folder, in their order."""
    os.makedirs(folder, exist_ok=True)
    index, at = [], 0
    with open(os.path.join(folder, "weights.f32"), "wb") as file:
        for name, value in arrays:
            value = value.detach().numpy().astype("<f4")
            index.append({"name": name, "shape": list(value.shape), "offset": at})
            at += value.size
            file.write(value.tobytes())
    with open(os.path.join(folder, "weights.json"), "w", encoding="utf-8") as file:
        json.dump(index, file, indent=1)
