"""One contestant of the benchmark in Python: `python3 peer.py numpy [norm]|torch`, driven line by line over its standard input.

    load FILE      a problem, as JSON
    time JOB       does the job, a quick one several times in a row as measure.ts does, and answers with milliseconds
    result JOB     does it once and answers with its numbers, as JSON
"""
import importlib
import json
import sys
from time import perf_counter

SHORTEST_SECONDS = 0.04


def plain(value):
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    return value if value is None else value.reshape(-1).tolist()


def main():
    library = importlib.import_module(sys.argv[1])
    contestant = importlib.import_module(sys.argv[1] + "Jobs")
    print(library.__version__, flush=True)
    jobs = {}
    for line in sys.stdin:
        verb, what = line.split(maxsplit=1)
        what = what.strip()
        if verb == "load":
            with open(what, encoding="utf-8") as file:
                jobs = contestant.prepare(json.load(file), *sys.argv[2:])
            answer = "loaded"
        elif verb == "time":
            start = perf_counter()
            spent = done = 0
            while spent < SHORTEST_SECONDS:
                jobs[what]()
                done += 1
                spent = perf_counter() - start
            answer = spent / done * 1e3
        else:
            answer = plain(jobs[what]())
        print(json.dumps(answer), flush=True)


main()
