"""Solves an MPS file with native HiGHS in one thread and prints its trace as JSON.

Usage: python3 highs_mip.py FILE.mps SECONDS [GAP]
SECONDS and the times of the trace are processor time, which other work on the machine does not move.
Prints {"found": false} where the highspy package is missing.
"""
import json
import resource
import sys

try:
    import highspy
except ImportError:
    print(json.dumps({"found": False}))
    sys.exit(0)

path, limit = sys.argv[1], float(sys.argv[2])
gap = float(sys.argv[3]) if len(sys.argv) > 3 else 1e-4
h = highspy.Highs()
for name, value in {"output_flag": False, "threads": 1, "parallel": "off", "mip_rel_gap": gap, "random_seed": 1}.items():
    h.setOptionValue(name, value)
h.readModel(path)
trace = []


def used():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


began = used()
TOLD = (highspy.cb.HighsCallbackType.kCallbackMipLogging, highspy.cb.HighsCallbackType.kCallbackMipImprovingSolution)
ASKED = (highspy.cb.HighsCallbackType.kCallbackMipInterrupt, highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt, highspy.cb.HighsCallbackType.kCallbackIpmInterrupt)


def note(kind, message, out, into, data):
    if kind in TOLD:
        trace.append([round(used() - began, 2), out.mip_primal_bound, out.mip_dual_bound])
    elif used() - began > limit:
        into.user_interrupt = True


h.setCallback(note, None)
for kind in TOLD + ASKED:
    h.startCallback(kind)
h.run()
info = h.getInfo()
finite = lambda it: it if abs(it) < 1e300 else None
print(json.dumps({
    "found": True,
    "version": h.version(),
    "status": h.modelStatusToString(h.getModelStatus()),
    "objective": finite(info.objective_function_value),
    "bound": finite(info.mip_dual_bound),
    "seconds": round(used() - began, 2),
    "nodes": info.mip_node_count,
    "trace": [[s, finite(p), finite(d)] for s, p, d in trace],
}))
