#!/usr/bin/env python3
"""A second, independent verifier of Concord's ledger exports. Standard library only, written from docs/formats/.

usage: verify.py EXPORT [POLICY]     exit 0 and one line of JSON when it holds, exit 1 with the reason when not
"""
import base64, hashlib, json, math, re, sys
from decimal import Decimal
class Refused(Exception): pass
def reason_of(error): # a code and what it is about, whatever the interpreter calls it
    if isinstance(error, OSError): return "unreadable: %s" % error.filename
    return str(error) if isinstance(error, Refused) else "json: not JSON in UTF-8" if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError)) else "form: not of the form that docs/formats describe"
def need(condition, code, about=""):
    if not condition: raise Refused("%s: %s" % (code, about))
# --- Ed25519 (RFC 8032), slow and plain -------------------------------------------------------------------------------
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)
def point(raw):
    y, sign = int.from_bytes(raw, "little") & (2**255 - 1), raw[31] >> 7
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    x = x if (x * x - x2) % P == 0 else x * ROOT % P
    if y >= P or (x * x - x2) % P or (x == 0 and sign): return None
    return (P - x, y, 1, -x * y % P) if x & 1 != sign else (x, y, 1, x * y % P)
def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)
NOBODY, BASE = (0, 1, 1, 0), point(bytes([0x58] + [0x66] * 31))
def times(k, p, m=0, q=NOBODY): # k times p plus m times q
    table, out = (NOBODY, p, q, add(p, q)), NOBODY
    for bit in range(max(k.bit_length(), m.bit_length()) - 1, -1, -1):
        out = add(add(out, out), table[(k >> bit & 1) + 2 * (m >> bit & 1)])
    return out
def same(p, q): return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0
def signed_by(key, message, signature):
    if len(key) != 32 or len(signature) != 64: return False
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L: return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return same(times(s, BASE, h, (P - a[0], a[1], 1, P - a[3])), r)
def sound_key(key):
    a = point(key)
    return a is not None and not same(times(8, a), NOBODY) and same(times(L, a), NOBODY)
# --- bytes and JSON ---------------------------------------------------------------------------------------------------
def sha(data): return hashlib.sha256(data).digest()
def b64(text):
    data = base64.b64decode(text, validate=True)
    return need(base64.b64encode(data).decode() == text, "base64", text[:40]) or data
def b64url(data): return base64.urlsafe_b64encode(data).decode().rstrip("=")
def from_b64url(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return need(b64url(data) == text, "base64url", text[:40]) or data
def strict(text):
    value = int(text) if re.fullmatch(r"-?\d+", text) else float(text)
    return need(abs(value) <= 2**53 - 1 if isinstance(value, int) else math.isfinite(value), "json-number", text[:40]) or value
def members(pairs): return need(len(dict(pairs)) == len(pairs), "json-twice") or dict(pairs)
def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(depth, inner), default=0) if isinstance(value, (dict, list)) else 0
def load(data):
    value = json.loads(data.decode("utf-8"), object_pairs_hook=members, parse_int=strict, parse_float=strict, parse_constant=lambda it: need(False, "json", it))
    return need(depth(value) <= 65, "json-depth") or value
def number(value): # as ECMAScript prints it
    plain = 1e-6 <= abs(value) < 1e21
    return "0" if value == 0 else re.sub(r"\.0$", "", format(Decimal(repr(value)), "f") if plain else repr(value).replace("e-0", "e-"))
def canonical(value):
    if isinstance(value, dict):
        return "{%s}" % ",".join(canonical(it) + ":" + canonical(value[it]) for it in sorted(value, key=lambda it: it.encode("utf-16-be")))
    if isinstance(value, list): return "[%s]" % ",".join(map(canonical, value))
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number(value) if is_number else json.dumps(value, ensure_ascii=False)
# --- tree (RFC 6962) --------------------------------------------------------------------------------------------------
def leaf_hash(data): return sha(b"\0" + data)
def node_hash(left, right): return sha(b"\1" + left + right)
def root_of(level):
    while len(level) > 1:
        level = [node_hash(level[i], level[i + 1]) if i + 1 < len(level) else level[i] for i in range(0, len(level), 2)]
    return level[0] if level else sha(b"")
def included(index, size, leaf, root, proof):
    at, last, out = index, size - 1, leaf
    for step in proof:
        if last == 0 or len(step) != 32: return False
        right = at & 1 or at == last
        out = node_hash(step, out) if right else node_hash(out, step)
        while right and not at & 1 and at:
            at, last = at >> 1, last >> 1
        at, last = at >> 1, last >> 1
    return 0 <= index < size and last == 0 and out == root
# --- keys, trust policy, checkpoint -----------------------------------------------------------------------------------
def key_of(text, kind):
    found = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", text)
    need(found, "key-shape", text[:60])
    name, material = found.group(1), b64(found.group(3))
    need(len(material) == 33 and material[0] == kind, "key-algorithm", name)
    need(sha(name.encode() + b"\n" + material)[:4].hex() == found.group(2), "key-id", name)
    return {"name": name, "id": bytes.fromhex(found.group(2)), "key": material[1:]}
def parse_policy(text):
    logs, keys, rules, used, quorum = [], {}, {"none": lambda present: True}, set(), None
    need(not re.search("[\0-\x08\x0b-\x1f\x7f]", text), "policy-control")
    for line in text.split("\n"):
        word, *rest = [it for it in re.split("[ \t]+", line) if it] or ["#"]
        if word == "log" and len(rest) in (1, 2): logs.append(key_of(rest[0], 1))
        elif word == "witness" and len(rest) in (2, 3) and rest[0] not in rules:
            keys[rest[0]] = key_of(rest[1], 4)
            rules[rest[0]] = lambda present, name=rest[0]: name in present
        elif word == "group" and len(rest) > 2 and rest[0] not in rules:
            least = {"any": 1, "all": len(rest) - 2}.get(rest[1]) or int(rest[1])
            parts = [it for it in rest[2:] if it in rules and it != "none" and it not in used]
            used.update(parts)
            need(len(set(parts)) == len(rest) - 2 and 1 <= least <= len(parts), "policy-group", line)
            rules[rest[0]] = lambda present, least=least, parts=parts: sum(rules[it](present) for it in parts) >= least
        elif word == "quorum" and len(rest) == 1 and quorum is None and rest[0] in rules: quorum = rules[rest[0]]
        else: need(word.startswith("#"), "policy-word", line)
    for known in (logs, list(keys.values())): need(len({it["key"] for it in known}) == len(known), "policy-twice")
    need(quorum, "policy-quorum")
    return logs, keys, quorum
def open_checkpoint(note, policy):
    need(not re.search("[\0-\x09\x0b-\x1f]", note) and "\n\n" in note and note.endswith("\n"), "note-shape")
    cut = note.rindex("\n\n")
    text, lines, (logs, keys, quorum) = note[: cut + 1], note[cut + 2 : -1].split("\n"), policy
    origin, size, root, *more = text[:-1].split("\n")
    own, times_seen = False, {}
    for line in lines:
        found = re.fullmatch("\u2014 ([^\\s+]+) (\\S+)", line)
        need(found, "note-line", line[:60])
        blob = b64(found.group(2))
        need(len(blob) > 4, "note-line", line[:60])
        known = lambda it: (it["name"], it["id"]) == (found.group(1), blob[:4])
        for key in filter(known, logs):
            need(signed_by(key["key"], text.encode(), blob[4:]), "note-signature", key["name"])
            own = own or key["name"] == origin
        for alias in [it for it in keys if known(keys[it]) and len(blob) == 76]:
            seconds = int.from_bytes(blob[4:12], "big")
            if seconds < 2**53 and signed_by(keys[alias]["key"], ("cosignature/v1\ntime %d\n%s" % (seconds, text)).encode(), blob[12:]):
                times_seen[alias] = seconds
    need(own, "note-untrusted", "no known log signed this under its own name")
    need(quorum(set(times_seen)), "proof-quorum", "witnesses: %s" % sorted(times_seen))
    need(re.fullmatch(r"0|[1-9]\d{0,15}", size) and len(b64(root)) == 32 and "" not in more, "checkpoint", size)
    return origin, int(size), b64(root), sorted(times_seen)
# --- records ----------------------------------------------------------------------------------------------------------
def reveal(body, disclosures):
    known = {b64url(sha(text.encode())): load(from_b64url(text)) for text in disclosures}
    need(len(known) == len(disclosures), "disclosure-twice")
    for it in known.values():
        need(isinstance(it, list) and len(it) in (2, 3) and all(isinstance(part, str) for part in it[:-1]), "disclosure-form")
    seen = set()
    def opened(digest, size):
        need(isinstance(digest, str) and digest not in seen, "digest-twice", digest)
        seen.add(digest)
        need(digest not in known or len(known[digest]) == size, "disclosure-form")
        return known.get(digest)
    def walk(value):
        if isinstance(value, list):
            hidden = [it for it in value if isinstance(it, dict) and "..." in it]
            need(all(len(it) == 1 for it in hidden), "digest-form")
            parts = [(opened(it["..."], 2) if it in hidden else [None, it]) for it in value]
            return [walk(it[1]) for it in parts if it]
        if not isinstance(value, dict): return value
        out = {name: walk(it) for name, it in value.items() if name != "_sd"}
        need(isinstance(value.get("_sd", []), list), "digest-form")
        for parts in filter(None, [opened(it, 3) for it in value.get("_sd", [])]):
            need(parts[1] not in out and parts[1] not in ("_sd", "..."), "disclosure-name", parts[1])
            out[parts[1]] = walk(parts[2])
        return out
    out = walk(body)
    return need(not set(known) - seen, "disclosure-stray") or out
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z", re.ASCII)
LISTS, HEAD = ("proof", "signatures", "disclosures"), {"v", "type", "party", "seq", "prev", "at", "by", "label", "open", "_sd"}
def read_record(leaf, disclosures):
    record = load(leaf)
    need(canonical(record).encode() == leaf, "record-canonical")
    need(record["v"] == 1 and not set(record) - HEAD and all(isinstance(record[it], str) and record[it] for it in ("type", "party")) and type(record["seq"]) is int, "record-head")
    need("prev" not in record or len(from_b64url(record["prev"])) == 32, "record-prev")
    need(TIME.fullmatch(record["at"]), "record-at", record["at"])
    need(record["by"] and all(isinstance(it, str) for it in record["by"]) and len(set(record["by"])) == len(record["by"]), "record-by")
    need(record["label"] is not None and isinstance(record["open"], dict), "record-label")
    need("_sd" not in record["open"] or "_sd" not in record, "record-body")
    return record, reveal({**record["open"], **({"_sd": record["_sd"]} if "_sd" in record else {})}, disclosures)
class Log: # what its records settle: label, party, keys and from where to where each counts
    def __init__(self, origin):
        self.origin, self.keys, self.needed, self.first, self.parts, self.policies = origin, {}, 0, None, {}, []
    def book(self, text, officer, start, person):
        key = key_of(text, 1)
        need(sound_key(key["key"]), "key-weak", key["name"])
        need(key["name"] not in self.keys, "key-name", key["name"])
        self.keys[key["name"]] = dict(key, officer=officer, start=start, last=None, person=person if isinstance(person, str) else key["name"])
    def at(self, name, place):
        key = self.keys.get(name)
        return key if key and key["start"] <= place and (key["last"] is None or place <= key["last"]) else None
    def admit(self, record, fields, signatures, leaf):
        kind, index = record["type"], record["seq"]
        if self.first is None:
            need(kind in ("ledger-opened", "channel-opened") and index == 0, "ledger-unopened")
            own = fields["origin"] == self.origin and self.origin.split("/")[:-1] == ["concord", record["party"].lower()]
            need(kind == "ledger-opened" or own, "channel-origin")
            persons = fields.get("persons") if isinstance(fields.get("persons"), dict) else {}
            for text in fields["officers"]: self.book(text, True, 0, persons.get(text.split("+")[0]))
            self.first, self.needed = record, fields["needed"]
            need(type(self.needed) is int and 1 <= self.needed <= len(self.keys), "ledger-needed")
        else:
            need(kind not in ("ledger-opened", "channel-opened"), "ledger-opened-twice")
            need(self.first["type"] == "ledger-opened" or all(canonical(record[it]) == canonical(self.first[it]) for it in ("party", "label")), "record-channel")
        signed = {it["key"]: b64(it["signature"]) for it in signatures}
        need(len(signatures) == len(record["by"]), "record-unsigned")
        for name in record["by"]:
            need(self.at(name, index), "record-key", name)
            need(name in signed and signed_by(self.keys[name]["key"], b"concord-record-v1\n" + sha(leaf), signed[name]), "record-signature", name)
        governs = kind in ("channel-opened", "key-enrolled", "key-revoked", "peer-log", "label-policy", "roster")
        need(not governs or sum(self.keys[it]["officer"] for it in record["by"]) >= self.needed, "key-officers")
        if kind == "key-enrolled": self.book(fields["key"], fields.get("officer") is True, index + 1, fields.get("person"))
        if kind == "peer-log": key_of(fields["key"], 1)
        if kind == "key-revoked": (self.at(fields["key"], index) or need(False, "key-unknown"))["last"] = index
        texts = lambda it: isinstance(it, list) and all(isinstance(one, str) for one in it)
        if kind == "roster": need(texts([fields["policy"], fields["from"]]) and re.fullmatch(r"\d{4}-\d\d-\d\d", fields["from"], re.ASCII) and all(map(texts, fields["groups"].values())), "roster")
        if kind != "label-policy": return
        name, digest, text, whole = fields["policy"], fields["sha256"], fields["text"], self.parts.setdefault(fields["sha256"], [])
        need(texts([name, digest, text]) and type(fields["part"]) is type(fields["parts"]) is int and fields["part"] == len(whole) < fields["parts"] <= 1000, "label-policy")
        whole.append(text)
        if len(whole) == fields["parts"]: self.policies.append({"policy": name, "sha256": need(b64url(sha("".join(self.parts.pop(digest)).encode())) == digest, "label-policy") or digest})
# --- releases: two persons of every originator, each over the exact words ------------------------------------------------
def check_release(record, fields, log, policy):
    release, behind = fields["release"], {it: [] for it in fields["release"]["originators"]}
    texts = [release[it] for it in ("id", "party", "reason", "until", "basis")] + release["originators"]
    need(set(release) == {"id", "party", "figure", "to", "reason", "until", "originators", "basis"} and behind, "release-form")
    need(all(isinstance(it, str) for it in texts) and all(texts[:5]) and len(behind) == len(release["originators"]), "release-form")
    need(re.fullmatch(r"\d{4}-\d\d-\d\d", release["until"], re.ASCII) and set(release["figure"]) in ({"file", "id", "cells"}, {"query", "value"}), "release-form")
    words = [it for name, part in release["figure"].items() for it in (part.values() if name == "cells" else [part])] + list(fields["evidence"].values())
    need(all(isinstance(it, str) for it in words), "release-form")
    need(release["party"] == record["party"] and canonical(release["to"]) == canonical(record["label"]), "release-label")
    need(record["at"][:10] <= release["until"], "release-ended")
    for it in fields["approvals"]:
        need(set(it) == {"party", "key", "signature"} and it["party"] in behind, "release-nation", it["party"])
        keys, place = log, record["seq"]
        if it["party"] != record["party"]:
            shown = verify(fields["evidence"][it["party"]].encode(), policy, nested=True)
            (found, _, keys), place = shown[0], shown[0][0]["size"]
            need(len(shown) == 1 and keys.first and keys.first["party"] == it["party"], "release-evidence", it["party"])
        key = keys.at(it["key"], place) or need(False, "release-key", it["key"])
        need(signed_by(key["key"], b"concord-release-v1\n" + sha(canonical(release).encode()), from_b64url(it["signature"])), "release-signature", it["key"])
        need(all(key["person"] != one["person"] and key["key"] != one["key"] for one in behind[it["party"]]), "release-twice", key["person"])
        behind[it["party"]].append(key)
    need(all(len(it) >= 2 for it in behind.values()), "release-persons")

# --- exports ----------------------------------------------------------------------------------------------------------
def verify_log(note, entries, policy, nested):
    origin, size, root, witnesses = open_checkpoint(note, policy)
    log, leaves, before = Log(origin), [], -1
    for it in entries:
        need(set(it) == {"index", "leaf", *LISTS} and all(isinstance(it[name], list) for name in LISTS), "export-entry")
        index, leaf = it["index"], b64(it["leaf"])
        need(type(index) is int and before < index, "export-order", index)
        before = index
        leaves.append(leaf_hash(leaf))
        need(included(index, size, leaves[-1], root, [b64(step) for step in it["proof"]]), "entry-inclusion", index)
        record, fields = read_record(leaf, it["disclosures"])
        need(record["seq"] == index, "record-seq", index)
        log.admit(record, fields, it["signatures"], leaf)
        if record["type"] == "release": need(not nested, "release-nested") or check_release(record, fields, log, policy)
    whole = len(leaves) == size
    need(not whole or root_of(leaves) == root, "log-root", origin)
    return {"origin": origin, "size": size, "entries": len(leaves), "whole": whole, "witnesses": witnesses, **({"policies": log.policies} if log.policies else {})}, root, log
def verify_root(line, policy, logs):
    origin, size, root, witnesses = open_checkpoint(line["checkpoint"], policy)
    need(set(line) == {"checkpoint", "index", "leaf", *LISTS} and all(isinstance(line[name], list) for name in LISTS), "export-root")
    leaf = b64(line["leaf"])
    need(line["index"] == size - 1 and included(size - 1, size, leaf_hash(leaf), root, [b64(it) for it in line["proof"]]), "root-latest")
    entry = load(leaf)
    need(canonical(entry).encode() == leaf and set(entry) == {"v", "type", "party", "seq", "at", "_sd"} and entry["v"] == 1, "root-form")
    need(entry["type"] == "channels" and entry["seq"] == size - 1 and len(entry["_sd"]) == 64, "root-form")
    states = reveal({"_sd": entry["_sd"]}, line["disclosures"])
    for found, head, log in logs:
        need(states[found["origin"]] == {"size": found["size"], "root": base64.b64encode(head).decode()}, "root-channel", found["origin"])
        need(log.first is None or log.first["party"] == entry["party"], "root-party")
    return {"origin": origin, "size": size, "witnesses": witnesses}
def verify(data, policy=None, nested=False):
    lines = data.split(b"\n")
    need(lines.pop() == b"" and lines, "export-cut")
    head, *rest = [load(it) for it in lines]
    old = head["format"] == "concord-export-v1"
    need(old or head["format"] == "concord-export-v2", "export-format")
    policy, logs = policy or parse_policy(head["policy"]), []
    need(old or type(head["logs"]) is int and 0 <= head["logs"] <= 64 and type(head["root"]) is bool, "export-format")
    for _ in range(1 if old else head["logs"]):
        top = head if old else rest.pop(0)
        need(type(top["entries"]) is int and 0 <= top["entries"] <= len(rest), "export-count")
        logs.append(verify_log(top["checkpoint"], rest[: top["entries"]], policy, nested))
        rest = rest[top["entries"] :]
    need(len({it[0]["origin"] for it in logs}) == len(logs), "export-log-twice")
    root = verify_root(rest.pop(0), policy, logs) if not old and head["root"] is True else None
    need(not rest, "export-count")
    return logs if nested else dict({"verified": True, "logs": [it[0] for it in logs]}, **({"root": root} if root else {}))

if __name__ == "__main__":
    if len(sys.argv) not in (2, 3): print(__doc__.split("\n")[2], file=sys.stderr) or sys.exit(2)
    try:
        data, *policy = [open(it, "rb").read() for it in sys.argv[1:]]
        print(json.dumps(verify(data, *[parse_policy(it.decode("utf-8")) for it in policy])))
    except (Refused, KeyError, TypeError, IndexError, AttributeError, ValueError, ArithmeticError, RecursionError, OSError) as error:
        sys.exit(print(json.dumps({"verified": False, "reason": reason_of(error)})) or 1)
