"""The sustainment simulation in numpy (single precision, all cells of a batch of draws at once) and in SimPy (a process for each cell).

Usage: python3 sustainment.py CASE.json SECONDS
CASE.json holds the arrays of a case. Every step works in place on buffers made beforehand. The noise is drawn as numpy
draws quickest: standard normal numbers in single precision, or sums of four random bytes; the better of the two counts.
Prints processor time in draw-days a second, and the mean shortage of a draw, as JSON; simpyPerSecond is null where the
simpy package is missing, {"found": false} where numpy is.
"""
import json
import sys
import time

try:
    import numpy as np
except ImportError:
    print(json.dumps({"found": False}))
    sys.exit(0)

case = json.load(open(sys.argv[1]))
limit = float(sys.argv[2])
N, K, D = case["nations"], case["types"], case["days"]
f4 = np.float32
cells = lambda name: np.array(case[name], f4).reshape(N, K)
stock0, depot0, demand, spread, target, attrition, production = (cells(n) for n in ("stock", "depot", "demand", "spread", "target", "attrition", "production"))
weight, line_spread = np.array(case["weight"], f4), np.array(case["lineSpread"], f4)
lift, lag = np.array(case["lift"], f4), np.array(case["transit"], np.int64)
BYTES_SD = f4(np.sqrt(4 * (256**2 - 1) / 12))
# Nations with the same days under way share a slot of the pipe.
groups = [(int(days), np.flatnonzero(lag == days)) for days in np.unique(lag)]


def run(batch, rng, by_bytes, until):
    shape = (batch, N, K)
    stock, depot = np.empty(shape, f4), np.empty(shape, f4)
    transit, shortage, pipe = np.empty(shape, f4), np.empty(shape, f4), np.empty((8,) + shape, f4)
    noise, a, b, line, need = np.empty(shape, f4), np.empty(shape, f4), np.empty(shape, f4), np.empty((batch, 1, K), f4), np.empty((batch, N), f4)

    def draw(out):
        if not by_bytes:
            rng.standard_normal(out=out, dtype=f4)
            return
        words = rng.integers(0, 2**32, out.shape, np.uint32)
        pairs = (words & 0xFF00FF) + ((words >> 8) & 0xFF00FF)
        np.divide(((pairs & 0xFFFF) + (pairs >> 16)).astype(np.int32) - 510, BYTES_SD, out=out, casting="unsafe")

    done, total, began = 0, 0.0, time.process_time()
    while done == 0 or time.process_time() - began < until:
        stock[:], depot[:] = stock0, depot0
        transit.fill(0), shortage.fill(0), pipe.fill(0)
        for day in range(D):
            due = pipe[day & 7]
            stock += due
            transit -= due
            draw(noise)
            noise *= spread
            noise += demand
            np.maximum(noise, 0, out=noise)
            np.minimum(stock, noise, out=a)
            stock -= a
            noise -= a
            shortage += noise
            np.multiply(stock, attrition, out=a)
            stock -= a
            draw(line)
            line *= line_spread
            line += 1
            np.maximum(line, 0, out=line)
            np.multiply(production, line, out=a)
            depot += a
            np.subtract(target, stock, out=a)
            a -= transit
            np.maximum(a, 0, out=a)
            np.minimum(a, depot, out=a)
            np.matmul(a, weight, out=need)
            with np.errstate(divide="ignore", invalid="ignore"):
                np.divide(lift, need, out=need)
            np.fmin(need, 1, out=need)
            a *= need[:, :, None]
            depot -= a
            transit += a
            for days, nations in groups:
                pipe[(day + days) & 7][:, nations] = a[:, nations]
        done += batch
        total += float(shortage.sum(dtype=np.float64))
    return done * D / (time.process_time() - began), total / done


def simpy_rate(until):
    """One process for each cell of one draw; no limit of lift, so less work than the others do."""
    try:
        import simpy
    except ImportError:
        return None
    import random

    random.seed(1)
    days, began = 0, time.process_time()
    env = simpy.Environment()

    def cell(n, k):
        stock, depot, transit, short = float(stock0[n, k]), float(depot0[n, k]), 0.0, 0.0
        pipe = [0.0] * 8
        mean, sd, aim, part, make, wait = (float(x[n, k]) for x in (demand, spread, target, attrition, production, np.broadcast_to(lag[:, None], (N, K))))
        while True:
            day = int(env.now)
            due = pipe[day & 7]
            stock += due
            transit -= due
            use = max(random.gauss(mean, sd), 0.0)
            issued = min(stock, use)
            stock -= issued
            short += use - issued
            stock -= stock * part
            depot += make * max(random.gauss(1.0, float(line_spread[k])), 0.0)
            ship = min(max(aim - stock - transit, 0.0), depot)
            depot -= ship
            transit += ship
            pipe[(day + int(wait)) & 7] = ship
            yield env.timeout(1)

    for n in range(N):
        for k in range(K):
            env.process(cell(n, k))
    while time.process_time() - began < until and days < D:
        days += 1
        env.run(until=days)
    return days / (time.process_time() - began)


best = {}
for by_bytes in (False, True):
    for batch in (1, 2, 4, 10, 30, 100):
        rate, mean = run(batch, np.random.default_rng(np.random.SFC64(batch)), by_bytes, limit / 12)
        if not best or rate > best["perSecond"]:
            best = {"perSecond": rate, "batch": batch, "noise": "sums of bytes" if by_bytes else "normal", "meanShortage": mean}
print(json.dumps({"found": True, "version": np.__version__, **best, "simpyPerSecond": simpy_rate(limit / 4)}))
