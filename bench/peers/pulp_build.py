"""Builds a model in PuLP from arrays read beforehand and prints processor milliseconds as JSON.

Usage: python3 pulp_build.py MODEL.json
Each is the least of three. `lpSum` is what its documentation writes; `pairs` its quickest way; `readable` the first until a solver can read the model,
since PuLP hands over a file. Prints {"found": false} where the pulp package is missing.
"""
import json
import sys
import time

try:
    import pulp
except ImportError:
    print(json.dumps({"found": False}))
    sys.exit(0)

m = json.load(open(sys.argv[1]))


def build(total):
    start = time.process_time()
    problem = pulp.LpProblem("plan", pulp.LpMinimize)
    x = [pulp.LpVariable("x%d" % j, m["lo"][j], m["up"][j]) for j in range(len(m["lo"]))]
    problem += total(x, [(j, c) for j, c in enumerate(m["cost"]) if c != 0])
    for i in range(len(m["rlo"])):
        e = total(x, [(m["ind"][k], m["val"][k]) for k in range(m["st"][i], m["st"][i + 1])])
        if m["rlo"][i] is not None and m["rlo"][i] == m["rup"][i]:
            problem += e == m["rlo"][i]
        elif m["rlo"][i] is not None:
            problem += e >= m["rlo"][i]
        elif m["rup"][i] is not None:
            problem += e <= m["rup"][i]
    built = time.process_time() - start
    return problem, built, start


REPEATS = 3
sums, readables, pairs = [], [], []
for _ in range(REPEATS):
    problem, by_sum, start = build(lambda x, terms: pulp.lpSum([v * x[j] for j, v in terms]))
    sums.append(by_sum)
    problem.writeLP(sys.argv[1] + ".lp")
    readables.append(time.process_time() - start)
    pairs.append(build(lambda x, terms: pulp.LpAffineExpression([(x[j], v) for j, v in terms]))[1])
print(json.dumps({"found": True, "version": pulp.__version__, "sumMs": min(sums) * 1000, "pairsMs": min(pairs) * 1000, "readableMs": min(readables) * 1000}))
