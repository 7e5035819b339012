#!/usr/bin/env python3
"""A second, independent verifier of Concord's ledger exports. Standard library only, written from docs/formats/ledger.md.

usage: verify.py EXPORT [POLICY]     exit 0 and one line of JSON when it holds, exit 1 with the reason when not
"""
import base64, hashlib, json, re, sys

class Refused(Exception):
    pass

def need(condition, code, message):
    if not condition:
        raise Refused(code + ": " + message)

# --- Ed25519 (RFC 8032), slow and plain ---------------------------------------------------------------------------
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)

def recover_x(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT % P
    if (x * x - x2) % P:
        return None
    return P - x if x & 1 != sign else x

def point(raw):
    y = int.from_bytes(raw, "little")
    x = recover_x(y & (2**255 - 1), y >> 255)
    y &= 2**255 - 1
    return None if x is None else (x, y, 1, x * y % P)

def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)

def times(k, p):
    out = (0, 1, 1, 0)
    while k:
        if k & 1:
            out = add(out, p)
        p = add(p, p)
        k >>= 1
    return out

def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0

GY = 4 * pow(5, P - 2, P) % P
GX = recover_x(GY, 0)
G = (GX, GY, 1, GX * GY % P)
NOBODY = (0, 1, 1, 0)

def verify_signature(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return same(times(s, G), add(r, times(h, a)))

def sound_key(key):
    a = point(key)
    return a is not None and not same(times(8, a), NOBODY) and same(times(L, a), NOBODY)

# --- bytes ----------------------------------------------------------------------------------------------------------
def sha(data):
    return hashlib.sha256(data).digest()

def b64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused("base64: " + text[:40])
    need(base64.b64encode(data).decode() == text, "base64", "not canonical")
    return data

def b64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")

def from_b64url(text):
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise Refused("base64url: " + text[:40])
    need(b64url(data) == text, "base64url", "not canonical")
    return data

def pairs(items):
    need(len({name for name, _ in items}) == len(items), "json-twice", "a name stands twice")
    return dict(items)

def load(data):
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=pairs, parse_constant=lambda it: 1 / 0)
    except (ValueError, ZeroDivisionError, RecursionError) as error:
        raise Refused("json: %s" % error)

# --- tree (RFC 6962) --------------------------------------------------------------------------------------------------
def leaf_hash(data):
    return sha(b"\0" + data)

def node_hash(left, right):
    return sha(b"\1" + left + right)

def root_of(leaves):
    level = list(leaves)
    if not level:
        return sha(b"")
    while len(level) > 1:
        level = [node_hash(level[i], level[i + 1]) if i + 1 < len(level) else level[i] for i in range(0, len(level), 2)]
    return level[0]

def included(index, size, leaf, root, proof):
    if not 0 <= index < size:
        return False
    at, last, out = index, size - 1, leaf
    for step in proof:
        if last == 0 or len(step) != 32:
            return False
        if at & 1 or at == last:
            out = node_hash(step, out)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            out = node_hash(out, step)
        at, last = at >> 1, last >> 1
    return last == 0 and out == root

# --- keys, notes, policy ------------------------------------------------------------------------------------------------
def vkey(text):
    found = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", text)
    need(found, "key-shape", text[:60])
    name, ident, material = found.group(1), found.group(2), b64(found.group(3))
    need(len(material) == 33 and material[0] in (1, 4), "key-size", name)
    need(sha(name.encode() + b"\n" + material)[:4].hex() == ident, "key-id", name)
    return {"name": name, "id": bytes.fromhex(ident), "type": material[0], "key": material[1:]}

def parse_policy(text):
    logs, names, rules, quorum = [], {}, {}, None
    for line in text.split("\n"):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] == "log":
            logs.append(vkey(words[1]))
        elif words[0] == "witness":
            names[words[1]] = vkey(words[2])
            rules[words[1]] = (1, [words[1]])
        elif words[0] == "group":
            members = words[3:]
            need(members and all(it in rules for it in members), "policy-unknown", line)
            least = {"any": 1, "all": len(members)}.get(words[2]) or int(words[2])
            need(1 <= least <= len(members), "policy-threshold", line)
            rules[words[1]] = (least, members)
        elif words[0] == "quorum":
            need(quorum is None and (words[1] == "none" or words[1] in rules), "policy-quorum", line)
            quorum = words[1]
        else:
            raise Refused("policy-word: " + line)
    need(quorum is not None, "policy-quorum", "missing")

    def holds(name, present):
        if name == "none":
            return True
        if name in names:
            return name in present
        least, members = rules[name]
        return sum(holds(it, present) for it in members) >= least

    return logs, names, lambda present: holds(quorum, present)

def open_checkpoint(note, policy):
    need("\n\n" in note and note.endswith("\n"), "note-shape", "no signatures")
    cut = note.rindex("\n\n")
    text, lines = note[: cut + 1], note[cut + 2 : -1].split("\n")
    logs, names, quorum = policy
    origin, size, root = text.split("\n")[:3]
    own, present = False, set()
    for line in lines:
        found = re.fullmatch("\u2014 (\\S+) (\\S+)", line)
        need(found, "note-line", line[:60])
        name, blob = found.group(1), b64(found.group(2))
        for key in logs:
            if key["type"] == 1 and key["name"] == name and key["id"] == blob[:4]:
                need(verify_signature(key["key"], text.encode(), blob[4:]), "note-signature", name)
                own = own or name == origin
        for alias, key in names.items():
            if key["type"] == 4 and key["name"] == name and key["id"] == blob[:4] and len(blob) == 76:
                seconds = int.from_bytes(blob[4:12], "big")
                if verify_signature(key["key"], ("cosignature/v1\ntime %d\n%s" % (seconds, text)).encode(), blob[12:]):
                    present.add(alias)
    need(own, "note-untrusted", "no known log signed this under its own name")
    need(quorum(present), "proof-quorum", "witnesses: %s" % sorted(present))
    need(re.fullmatch(r"0|[1-9]\d*", size) is not None, "checkpoint-size", size)
    return origin, int(size), b64(root), sorted(present)

# --- records --------------------------------------------------------------------------------------------------------------
def reveal(body, disclosures):
    known = {b64url(sha(text.encode())): load(from_b64url(text)) for text in disclosures}
    need(len(known) == len(disclosures), "disclosure-twice", "")
    used, seen = set(), set()

    def walk(value):
        if isinstance(value, list):
            return [walk(it) for it in value]
        if not isinstance(value, dict):
            return value
        out = {name: walk(it) for name, it in value.items() if name != "_sd"}
        for digest in value.get("_sd", []):
            need(digest not in seen, "digest-twice", digest)
            seen.add(digest)
            if digest in known:
                parts = known[digest]
                need(isinstance(parts, list) and len(parts) == 3 and parts[1] not in out, "disclosure-form", str(parts)[:60])
                used.add(digest)
                out[parts[1]] = walk(parts[2])
        return out

    out = walk(body)
    need(len(used) == len(known), "disclosure-stray", "")
    return out

def main(path, policy_path=None):
    with open(path, "rb") as file:
        lines = file.read().split(b"\n")
    need(lines.pop() == b"", "export-cut", "no line feed at the end")
    head = load(lines[0])
    need(head.get("format") == "concord-export-v1" and head.get("entries") == len(lines) - 1, "export-format", "")
    policy = parse_policy(open(policy_path, encoding="utf-8").read() if policy_path else head["policy"])
    origin, size, root, witnesses = open_checkpoint(head["checkpoint"], policy)
    keys, needed, leaves, before = {}, 0, [], -1
    for line in lines[1:]:
        entry = load(line)
        index, leaf = entry["index"], b64(entry["leaf"])
        need(index > before, "export-order", str(index))
        before = index
        leaves.append(leaf_hash(leaf))
        need(included(index, size, leaves[-1], root, [b64(it) for it in entry["proof"]]), "entry-inclusion", str(index))
        record = load(leaf)
        need(record["v"] == 1 and record["seq"] == index and record["by"] and record.get("label") is not None, "record-head", str(index))
        fields = reveal({**record["open"], **({"_sd": record["_sd"]} if "_sd" in record else {})}, entry["disclosures"])
        if index == 0:
            need(record["type"] == "ledger-opened", "ledger-unopened", "")
            needed = fields["needed"]
            for text in fields["officers"]:
                key = vkey(text)
                need(sound_key(key["key"]), "key-weak", key["name"])
                keys[key["name"]] = dict(key, officer=True, first=0, last=None)
        need(needed >= 1, "ledger-unopened", "the first entry is missing")
        message = b"concord-record-v1\n" + sha(leaf)
        signed = {it["key"]: b64(it["signature"]) for it in entry["signatures"]}
        need(len(entry["signatures"]) == len(record["by"]), "record-unsigned", str(index))
        valid = [keys.get(name) for name in record["by"]]
        for name, key in zip(record["by"], valid):
            need(key and key["first"] <= index and (key["last"] is None or index <= key["last"]), "record-key", name)
            need(name in signed and verify_signature(key["key"], message, signed[name]), "record-signature", str(index))
        if record["type"] in ("key-enrolled", "key-revoked"):
            need(sum(key["officer"] for key in valid) >= needed, "key-officers", str(index))
            if record["type"] == "key-enrolled":
                key = vkey(fields["key"])
                need(key["name"] not in keys and sound_key(key["key"]), "key-name", key["name"])
                keys[key["name"]] = dict(key, officer=fields.get("officer") is True, first=index + 1, last=None)
            else:
                need(fields["key"] in keys and keys[fields["key"]]["last"] is None, "key-unknown", str(fields["key"]))
                keys[fields["key"]]["last"] = index
    whole = len(leaves) == size
    need(not whole or root_of(leaves) == root, "log-root", "")
    return {"verified": True, "origin": origin, "size": size, "entries": len(leaves), "whole": whole, "witnesses": witnesses}

if __name__ == "__main__":
    try:
        print(json.dumps(main(*sys.argv[1:3])))
    except (Refused, KeyError, TypeError, IndexError, UnicodeDecodeError) as error:
        print(json.dumps({"verified": False, "reason": str(error) or type(error).__name__}))
        sys.exit(1)
