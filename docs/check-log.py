#!/usr/bin/env python3
"""check-log.py ADDRESS KEY: every line of a public log under its signed root, with nothing but Python; the signature is left to openssl."""
import base64, hashlib, sys, urllib.request

sha = lambda *parts: hashlib.sha256(b"".join(parts)).digest()
b64 = lambda text: base64.b64decode(text, validate=True)
address, key = sys.argv[1].rstrip("/"), sys.argv[2]

def stop(why):
    sys.exit("NOT WHOLE: " + why)

def fetch(path):
    with urllib.request.urlopen(f"{address}/{path}", timeout=30) as answer: return answer.read()

def tile(kind, number, width):  # C2SP tlog-tiles: x001/x234/067, and .p/WIDTH for one that is not full
    path = f"{number % 1000:03}"
    while number >= 1000:
        number //= 1000
        path = f"x{number % 1000:03}/{path}"
    return fetch(f"tile/{kind}/{path}" + (f".p/{width}" if width < 256 else ""))

def root(leaves):  # RFC 9162, section 2.1.1
    if len(leaves) == 1: return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1", root(leaves[:half]), root(leaves[half:]))

body, signatures = fetch("checkpoint").decode().rsplit("\n\n", 1)
origin, count, head = body.split("\n")[:3]
name, ident, public = key.split("+", 2)
if name != origin: stop("it is another log's")
if sha(name.encode(), b"\n", b64(public)).hex()[:8] != ident: stop("the key is not whole")
mine = [b64(s.split(" ")[2]) for s in signatures.split("\n") if s.startswith(f"— {name} ")]
mine = [s[4:] for s in mine if s[:4].hex() == ident]
if not mine: stop("this key has not signed it")

size, leaves = int(count), []
while len(leaves) < size:
    number, width = len(leaves) // 256, min(256, size - len(leaves))
    hashes, entries = tile(0, number, width), tile("entries", number, width)
    for at in range(width):
        length = int.from_bytes(entries[:2], "big")
        line, entries = entries[2:2 + length], entries[2 + length:]
        if sha(b"\0", line) != hashes[32 * at:32 * at + 32]: stop(f"line {len(leaves)} is not what its tile says")
        leaves.append(sha(b"\0", line))
        print(line.decode(), file=sys.stderr)
if root(leaves) != b64(head): stop("the lines do not come to the signed root")
open("signed.txt", "wb").write((body + "\n").encode())
open("signature.bin", "wb").write(mine[0])
open("key.der", "wb").write(bytes.fromhex("302a300506032b6570032100") + b64(public)[1:])
print(f"{size} lines come to the root. Now the signature: openssl pkeyutl -verify -pubin -inkey key.der -rawin -in signed.txt -sigfile signature.bin")
