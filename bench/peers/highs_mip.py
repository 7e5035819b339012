"""Solves an MPS file with native HiGHS in one thread and prints its trace as JSON.

Usage: python3 highs_mip.py FILE.mps SECONDS [GAP]
Prints {"found": false} where the highspy package is missing.
"""
import json
import resource
import sys
import time

try:
    import highspy
except ImportError:
    print(json.dumps({"found": False}))
    sys.exit(0)

path, limit = sys.argv[1], float(sys.argv[2])
gap = float(sys.argv[3]) if len(sys.argv) > 3 else 1e-4
h = highspy.Highs()
for name, value in {"output_flag": False, "threads": 1, "parallel": "off", "time_limit": limit, "mip_rel_gap": gap, "random_seed": 1}.items():
    h.setOptionValue(name, value)
h.readModel(path)
trace = []
began = time.time()


def note(kind, message, out, user, data):
    trace.append([round(time.time() - began, 2), out.mip_primal_bound, out.mip_dual_bound])


h.setCallback(lambda *a: note(a[0], a[1], a[2], a[3], a[4]) if len(a) > 4 else None, None)
for kind in (highspy.cb.HighsCallbackType.kCallbackMipLogging, highspy.cb.HighsCallbackType.kCallbackMipImprovingSolution):
    h.startCallback(kind)
cpu = resource.getrusage(resource.RUSAGE_SELF).ru_utime
h.run()
info = h.getInfo()
finite = lambda it: it if abs(it) < 1e300 else None
print(json.dumps({
    "found": True,
    "version": h.version(),
    "status": h.modelStatusToString(h.getModelStatus()),
    "objective": finite(info.objective_function_value),
    "bound": finite(info.mip_dual_bound),
    "seconds": round(time.time() - began, 2),
    "userSeconds": round(resource.getrusage(resource.RUSAGE_SELF).ru_utime - cpu, 2),
    "nodes": info.mip_node_count,
    "trace": [[s, finite(p), finite(d)] for s, p, d in trace],
}))
