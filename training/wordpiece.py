"""Text in, word pieces of BERT's uncased tokenizer out."""
import unicodedata


def is_punctuation(c):
    o = ord(c)
    return (33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126
            or unicodedata.category(c).startswith("P"))


class WordPiece:
    """BERT's uncased tokenizer: lower case, accents stripped, punctuation split, greedy longest match."""

    def __init__(self, vocabulary):
        self.pieces = vocabulary
        self.id = {piece: i for i, piece in enumerate(vocabulary)}
        self.cache = {}

    def words(self, text):
        text = "".join(c for c in unicodedata.normalize("NFD", text.lower())
                       if unicodedata.category(c) not in ("Mn", "Cc", "Cf") or c in "\t\n\r")
        out, word = [], ""
        for c in text:
            if c.isspace() or is_punctuation(c) or 0x4E00 <= ord(c) <= 0x9FFF:
                if word:
                    out.append(word)
                    word = ""
                if not c.isspace():
                    out.append(c)
            else:
                word += c
        if word:
            out.append(word)
        return out

    def split(self, word):
        if word in self.cache:
            return self.cache[word]
        ids, start = [], 0
        while start < len(word) <= 100:
            end = len(word)
            while end > start and ("##" if start else "") + word[start:end] not in self.id:
                end -= 1
            if end == start:
                ids = []
                break
            ids.append(self.id[("##" if start else "") + word[start:end]])
            start = end
        ids = ids or [self.id["[UNK]"]]
        self.cache[word] = ids
        return ids

    def encode(self, text):
        return [i for word in self.words(text) for i in self.split(word)]
