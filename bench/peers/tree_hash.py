"""The root of the RFC 6962 tree over so many entries, by the second verifier on Python's hashlib: tree_hash.py COUNT"""
import json, os, sys, time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "tools", "verifier"))
import verify

count = int(sys.argv[1])
start = time.process_time()
root = verify.root_of([verify.leaf_hash(b"entry %d" % at) for at in range(count)])
print(json.dumps({"found": True, "ms": (time.process_time() - start) * 1000, "root": root.hex()}))
