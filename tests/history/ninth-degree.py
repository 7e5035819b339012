"""Logit of w5 on tdef and powers of t5 up to the ninth, by Newton's steps with 80 digits on Chebyshev's polynomials (mpmath).

python3 tests/history/ninth-degree.py YEAR < rows.csv, where rows.csv has the columns w5,tdef,t5,year of the rows in which a dispute can begin.
"""
import collections
import csv
import sys

import mpmath as mp

mp.mp.dps = 80
DEGREE = 9
count, events = collections.Counter(), collections.Counter()
for row in csv.DictReader(sys.stdin):
    if int(row["year"]) >= int(sys.argv[1]):
        cell = (int(row["tdef"]), int(row["t5"]))
        count[cell] += 1
        events[cell] += int(row["w5"])
cells = sorted(count)
most = max(t for _, t in cells)


def columns(tdef, t):
    x = 2 * mp.mpf(t) / most - 1
    powers = [mp.mpf(1), x]
    for _ in range(DEGREE - 1):
        powers.append(2 * x * powers[-1] - powers[-2])
    return [mp.mpf(tdef), *powers]


rows = [columns(*cell) for cell in cells]
size = len(rows[0])


def at(beta):
    etas = [mp.fdot(row, beta) for row in rows]
    loglik = mp.fsum(events[cell] * eta - count[cell] * (max(eta, 0) + mp.log1p(mp.exp(-abs(eta)))) for cell, eta in zip(cells, etas))
    return loglik, [1 / (1 + mp.exp(-eta)) for eta in etas]


beta = [mp.mpf(0)] * size
beta[1] = mp.log(mp.mpf(sum(events.values())) / sum(count.values()))
loglik, shares = at(beta)
while True:
    score = [mp.fsum(row[i] * (events[cell] - count[cell] * share) for row, cell, share in zip(rows, cells, shares)) for i in range(size)]
    information = mp.matrix(size, size)
    for i in range(size):
        for k in range(size):
            information[i, k] = mp.fsum(row[i] * row[k] * count[cell] * share * (1 - share) for row, cell, share in zip(rows, cells, shares))
    step = mp.lu_solve(information, mp.matrix(score))
    part = mp.mpf(1)
    while True:
        beyond = [b + part * s for b, s in zip(beta, step)]
        found, others = at(beyond)
        if found >= loglik:
            break
        part /= 2
    left = mp.fdot(score, list(step))
    beta, loglik, shares = beyond, found, others
    if left < mp.mpf(10) ** -25:
        break
print("log-likelihood", mp.nstr(loglik, 15), "tdef", mp.nstr(beta[0], 12), "error", mp.nstr(mp.sqrt((information**-1)[0, 0]), 12))
