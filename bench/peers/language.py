"""Times spaCy on texts: language.py MODEL TEXTS.jsonl OURS.txt (the table of `bench language --only speed`)."""

import json
import platform
import re
import statistics
import sys
import time

import numpy
import spacy
import thinc

RUNS = 3


def seconds(nlp, texts):
    """CPU seconds of the whole process for one reading of the texts, and the tokens read."""
    started = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64, n_process=1))
    return time.process_time() - started, tokens


def main():
    model, texts, ours = sys.argv[1:]
    texts = [json.loads(line)["text"] for line in open(texts, encoding="utf-8")]
    table = open(ours, encoding="utf-8").read()
    our_seconds = float(re.search(r"CPU seconds, median of \d+[^|]*\| +([0-9.]+)", table).group(1))
    our_words = int(re.search(r"words, texts *\| *(\d+)", table).group(1))
    print(f"Python {platform.python_version()}, spaCy {spacy.__version__}, thinc {thinc.__version__},", end=" ")
    print(f"numpy {numpy.__version__}")
    for name, parts in [
        ("tagger, parser, NER", ["tok2vec", "tagger", "parser", "ner"]),
        ("all parts", None),
    ]:
        nlp = spacy.load(model)
        if parts:
            nlp.select_pipes(enable=parts)
        nlp.max_length = 10**9
        seconds(nlp, texts[:20])
        runs = [seconds(nlp, texts) for _ in range(RUNS)]
        middle = statistics.median(run[0] for run in runs)
        print(f"{nlp.meta['name']} {nlp.meta['version']}: {name} ({', '.join(nlp.pipe_names)})")
        print(f"  {middle:.2f} CPU seconds, median of {RUNS}; {runs[0][1]} tokens of its own")
        print(f"  {our_words / middle:.0f} of our words for each CPU second (ours {our_words / our_seconds:.0f})")
        print(f"  ratio of CPU seconds, its to ours: {middle / our_seconds:.2f}")


main()
