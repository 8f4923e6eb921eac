#!/usr/bin/env python3
"""check-receipt.py RECEIPT KEY: every hash of a receipt, with nothing but Python; the signature is left to openssl."""
import base64, hashlib, re, sys

sha = lambda *parts: hashlib.sha256(b"".join(parts)).digest()
b64 = lambda text: base64.b64decode(text, validate=True)
eight = lambda number: number.to_bytes(8, "big")

def stop(why):
    sys.exit("NOT GENUINE: " + why)

def root(leaf, index, size, path):  # RFC 9162, section 2.1.3.2
    if index >= size: stop("a number does not fit")
    at, last = index, size - 1
    for sibling in path:
        if last == 0: stop("a proof is too long")
        if at & 1 or at == last:
            leaf = sha(b"\1", sibling, leaf)
            while not at & 1: at, last = at >> 1, last >> 1
        else:
            leaf = sha(b"\1", leaf, sibling)
        at, last = at >> 1, last >> 1
    return leaf if last == 0 else stop("a proof is too short")

def plain(value):  # \\ is a backslash, \{20} the character with that number
    return re.sub(r"\\(\\|\{([0-9a-f]+)\})", lambda m: chr(int(m[2], 16)) if m[2] else "\\", value).encode()

NOTICE = "Nobody may require you to show this. If somebody asks you for it, you can report that."
LABELS = "form event kind person actor outcome happened recorded purpose said organisation categories when channel what salt"

text, key = open(sys.argv[1], encoding="utf-8", newline="").read().replace("\r\n", "\n").strip("\n") + "\n", sys.argv[2]
parts = re.fullmatch(r"Sayso receipt 1\n(.*?)\n\nWhat was recorded\n(.*?)\n\nWhere it is in the private tree\n(.*?)"
    r"\n\nThe line in the public log that seals that tree\n(.*)", text, re.S)
notice, said, private, rest = parts.groups() if parts else stop("it is not a receipt")
labels = [line.partition(":")[0] for line in said.split("\n") + private.split("\n")[:3]]
if notice != NOTICE or labels != LABELS.split() + ["number", "size", "nonce"]: stop("its wording was changed")
values = [line.partition(":")[2].removeprefix(" ") for line in said.split("\n")]
commitment = sha(values[0].encode(), b"\n", b64(values[-1]), *(eight(len(v)) + v for v in map(plain, values[1:-1])))
number, size, nonce = (line.partition(": ")[2] for line in private.split("\n")[:3])
inside = root(sha(b"\0", commitment), int(number), int(size), [b64(h) for h in private.split("\n")[3:]])
line, proof = rest.split("\n\nThe proof of that line\nc2sp.org/tlog-proof@v1\n")
seal = sha(b"sayso-private-root-v1\n", b64(nonce), eight(int(size)), inside).hex()
if f'"sealed":"{seal}"' not in line: stop("what was recorded is not what the line seals")
path, note = proof.split("\n\n", 1)
path = [p for p in path.split("\n") if not p.startswith("extra ")]
body, signatures = note.rsplit("\n\n", 1)
origin, count, head = body.split("\n")[:3]
if root(sha(b"\0", line.encode()), int(path[0][6:]), int(count), [b64(h) for h in path[1:]]) != b64(head):
    stop("the line is not in the checkpoint")
name, ident, public = key.split("+", 2)
if name != origin: stop("it is another log's")
if sha(name.encode(), b"\n", b64(public)).hex()[:8] != ident: stop("the key is not whole")
mine = [b64(s.split(" ")[2]) for s in signatures.split("\n") if s.startswith(f"— {name} ")]
mine = [s[4:] for s in mine if s[:4].hex() == ident]
if not mine: stop("this key has not signed it")
open("signed.txt", "wb").write((body + "\n").encode())
open("signature.bin", "wb").write(mine[0])
open("key.der", "wb").write(bytes.fromhex("302a300506032b6570032100") + b64(public)[1:])
print("Every hash fits. Now the signature: openssl pkeyutl -verify -pubin -inkey key.der -rawin -in signed.txt -sigfile signature.bin")
