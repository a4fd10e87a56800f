"""Invented texts in, quartets of texts out: A and a agree, B and b agree, A excludes b and B excludes a.

Every text of a quartet stands once in a pair that agrees and once in one that excludes, so that no text alone tells
anything. Besides those that were written so, quartets are made of two statements of one claim (`training/claims`,
`training/reports`) by one change made in both: another number, another name, an opposite word, a negation.
"""
import collections
import glob
import json
import os
import re

import numpy as np

import encoder


def files(folder):
    """The text files of a folder, in order."""
    return sorted(glob.glob(os.path.join(folder, "*.txt")))


def written(folder):
    """Quartets of the files of a folder, each with the name of its file and its number there."""
    found = []
    for path in files(folder):
        number, item = 0, {}
        with open(path, encoding="utf-8") as file:
            for line in [*file, "# "]:
                line = line.strip()
                if line.startswith("#"):
                    if set(item) == set("AaBb"):
                        found.append(((os.path.basename(path), number), tuple(item[sign] for sign in "AaBb")))
                    number, item = number + 1, {}
                elif line[1:2] in ("\t", " ") and line[0] in "AaBb":
                    item[line[0]] = line[2:].strip()
    return found


def opposed(folder):
    """Items of a sentence, two that agree with it and two that it excludes: (sentence, agreeing, excluding) each."""
    found = []
    for path in files(folder):
        sentence, signs = "", collections.defaultdict(list)
        with open(path, encoding="utf-8") as file:
            for line in [*file, "# "]:
                line = line.strip()
                if line.startswith("#"):
                    found += [(sentence, plus, minus) for plus, minus in zip(signs["+"], signs["-"])]
                    signs = collections.defaultdict(list)
                elif line[1:2] == "\t":
                    if line[0] == "=":
                        sentence = line[2:]
                    signs[line[0]].append(line[2:])
    return found


def stories(claims, reports):
    """Stories of statements: for each a list of (report, statement, claim)."""
    found = [story for path in files(claims) for story in encoder.claims(path)]
    return found + [story for path in files(reports) for story in encoder.marked(path)]


WORDS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
         "eighteen nineteen twenty").split()
NUMBER = re.compile(r"\b(?:\d[\d,]*(?:\.\d+)?|" + "|".join(WORDS[2:]) + r")\b", re.I)
NAME = re.compile(r"(?<=[a-z,’'] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|can|may|must|should|did|does|do)\b( not\b)?")
# Opposites that are a part of other words' meaning more often than a word of their own.
PARTICLES = set("in on off out up down over under run stop stand".split())
CLOSED = set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday I".split())


def value(text):
    text = text.lower()
    return float(WORDS.index(text)) if text in WORDS else float(text.replace(",", ""))


def other_number(old, random):
    """Another number of the same kind: a year for a year, of like size otherwise, with as many places."""
    if old == int(old) and 1500 <= old <= 2100:
        return old + int(random.integers(1, 40)) * (1 if random.random() < 0.5 else -1)
    places = 0 if old == int(old) else len(str(old).split(".")[1])
    for _ in range(20):
        new = round(old * float(np.exp(random.normal(0, 0.7))) + float(random.integers(-2, 3)), places)
        if new > 1 and new != old:
            if old >= 100 and old % 10 == 0:
                new = round(new, -1) if old % 100 else round(new, -2)
            if new > 1 and new != old:
                return new
    return old + 3


def shown(new, like):
    """A number written as another is: in letters or figures, with commas or without."""
    if like.lower() in WORDS and new == int(new) and new < len(WORDS):
        word = WORDS[int(new)]
        return word.capitalize() if like[0].isupper() else word
    text = f"{int(new)}" if new == int(new) else f"{new:g}"
    return f"{int(new):,}" if new == int(new) and new >= 10000 and ("," in like or new > 99999) else text


def numbers(one, other, story, random):
    def held(text):
        return {value(match.group()) for match in NUMBER.finditer(text)}
    both = sorted(held(one) & held(other))
    if not both:
        return None
    old = both[random.integers(len(both))]
    new = other_number(old, random)

    def change(match):
        return shown(new, match.group()) if value(match.group()) == old else match.group()
    return NUMBER.sub(change, one), NUMBER.sub(change, other)


def names(one, other, story, random):
    first, second = set(NAME.findall(one)), set(NAME.findall(other))
    both = sorted(name for name in first & second if name not in CLOSED)
    if not both:
        return None
    old = both[random.integers(len(both))]
    pool = sorted({name for _, text, _ in story for name in NAME.findall(text)} - CLOSED)
    pool = [name for name in pool if not set(name.split()) & set(old.split())]
    if not pool:
        return None
    new = pool[random.integers(len(pool))]

    def change(text):
        return text.replace(old, "\0").replace(new, old).replace("\0", new)
    return change(one), change(other)


def negations(one, other, story, random):
    first, second = list(AUXILIARY.finditer(one)), list(AUXILIARY.finditer(other))
    if len(first) != 1 or len(second) != 1 or bool(first[0].group(2)) != bool(second[0].group(2)):
        return None
    if re.search(r"\b(no|never|nobody|none|nothing|without)\b|n't", one + " " + other):
        return None

    def change(text, match):
        return text[:match.start()] + match.group(1) + ("" if match.group(2) else " not") + text[match.end():]
    return change(one, first[0]), change(other, second[0])


class Opposites:
    """Opposite words in their forms."""

    def __init__(self, table, irregular):
        forms = collections.defaultdict(dict)
        with open(irregular, encoding="utf-8") as file:
            for line in file:
                if not line.startswith("#"):
                    form, tag, base = line.rstrip("\n").split("\t")
                    forms[base].setdefault(tag, form)
        self.of = collections.defaultdict(list)
        with open(table, encoding="utf-8") as file:
            for line in file:
                if line.startswith("#"):
                    continue
                one, other = line.rstrip("\n").split("\t")
                if PARTICLES & {one, other}:
                    continue
                for slot in ("", "VBZ", "VBD", "VBN", "VBG"):
                    x, y = self.form(one, slot, forms), self.form(other, slot, forms)
                    if y not in self.of[x]:
                        self.of[x].append(y)
                    if x not in self.of[y]:
                        self.of[y].append(x)

    @staticmethod
    def form(base, slot, forms):
        if not slot or slot in forms[base]:
            return forms[base].get(slot, base) if slot else base
        stem = base[:-1] if base.endswith("e") else base
        if slot == "VBZ":
            return base[:-1] + "ies" if re.search("[^aeiou]y$", base) else base + ("es" if re.search("(s|sh|ch|x)$", base) else "s")
        if slot == "VBG":
            return stem + "ing"
        return base[:-1] + "ied" if re.search("[^aeiou]y$", base) else stem + "ed"

    def __call__(self, one, other, story, random):
        first, second = set(re.findall(r"[a-z]+", one)), set(re.findall(r"[a-z]+", other))
        both = sorted(word for word in first & second if self.of.get(word))
        if not both:
            return None
        old = both[random.integers(len(both))]
        new = self.of[old][random.integers(len(self.of[old]))]
        if new in first | second:
            return None
        return re.sub(rf"\b{old}\b", new, one), re.sub(rf"\b{old}\b", new, other)


def changed(one, other, kinds, story, random):
    """Quartets of two texts that agree, by one change of each of these kinds where it can be made in both."""
    found = []
    for kind in kinds:
        new = kind(one, other, story, random)
        if new and new[0] != one and new[1] != other:
            found.append((one, other, *new))
    return found


def made(found, opposites, random, most):
    """Quartets of statements of one claim; and pairs of a story that neither agree nor exclude."""
    quartets, strangers = [], []
    for story in found:
        together = collections.defaultdict(list)
        for report, text, claim in story:
            together[claim].append((report, text))
        for rows in together.values():
            pairs = [(a, b) for at, (x, a) in enumerate(rows) for y, b in rows[:at] if x != y]
            for at in random.permutation(len(pairs))[:most]:
                one, other = pairs[at] if random.random() < 0.5 else pairs[at][::-1]
                kinds = (numbers, opposites, negations, names)[:4 if random.random() < 0.5 else 3]
                quartets += changed(one, other, kinds, story, random)
        words = [set(re.findall(r"\w{4,}", text.lower())) for _, text, _ in story]
        for at, (report, text, claim) in enumerate(story):
            rest = [(len(words[at] & words[n]) / (4 + len(words[n])), n) for n, row in enumerate(story[:at])
                    if row[0] != report and row[2] != claim]
            if rest and max(rest)[0] > 0:
                strangers.append((text, story[max(rest)[1]][1]))
    return quartets, strangers


def remade(quartets, opposites, random):
    """Quartets of the agreeing pairs of written ones."""
    return [new for one, two, three, four in quartets for pair in ((one, two), (three, four))
            for new in changed(*pair, (numbers, opposites, negations), None, random)]


def graded(path):
    """Headlines of one meaning, and such as have little of it in common."""
    same, other = [], []
    with open(path, encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["score"] >= 4.4:
                same.append((row["a"], row["b"]))
            elif row["score"] <= 2.6:
                other.append((row["a"], row["b"]))
    return same, other
