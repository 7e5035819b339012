"""Solves a linear model in an MPS file with native HiGHS in one thread and prints what it took as JSON.

Usage: python3 native.py FILE.mps simplex|ipx SECONDS
Reading the file is left out of the times. Prints {"found": false} where the highspy package is missing.
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

path, algorithm, limit = sys.argv[1], sys.argv[2], float(sys.argv[3])
h = highspy.Highs()
for name, value in {"output_flag": False, "threads": 1, "parallel": "off", "time_limit": limit, "random_seed": 1, "solver": algorithm}.items():
    h.setOptionValue(name, value)
h.readModel(path)
wall, cpu = time.time(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
h.run()
wall, cpu = time.time() - wall, resource.getrusage(resource.RUSAGE_SELF).ru_utime - cpu
info = h.getInfo()
print(json.dumps({
    "found": True,
    "version": h.version(),
    "status": h.modelStatusToString(h.getModelStatus()),
    "objective": info.objective_function_value,
    "cpuMs": cpu * 1000,
    "wallMs": wall * 1000,
    "iterations": max(info.simplex_iteration_count, 0) + max(info.ipm_iteration_count, 0),
    "memoryMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
