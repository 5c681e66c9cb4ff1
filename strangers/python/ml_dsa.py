"""A stranger's check of our ML-DSA signatures, from docs/format.md alone, with dilithium-py.

    python ml_dsa.py VECTORS

Checked are the 0x06 lines under accepted heads, a control leaf, the inner signature of a content leaf that is opened
with its key, and an identity leaf of a root (ML-DSA-65); then each with one bit changed must fail. Exit 0 yes, 1 no.
"""

import base64
import hashlib
import hmac
import pathlib
import struct
import sys

from dilithium_py.ml_dsa import ML_DSA_44, ML_DSA_65


def seed(label):
    return hashlib.sha256(b"vectors of the line: " + label.encode()).digest()


def key(label, scheme=ML_DSA_44):
    return scheme.key_derive(seed(label))[0]


def read(folder, name):
    head, body = (folder / f"{name}.txt").read_text().split("\n\n", 1)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    data = base64.b64decode(body) if "encoding" in fields else body.encode()
    if "fill" in fields:
        size, byte = fields["fill"].split()
        data += bytes([int(byte, 16)]) * (int(size) - len(data))
    return fields, data


# --- CBOR, as far as the structures need it -----------------------------------------------------


def decode(data, at=0):
    major, small = data[at] >> 5, data[at] & 31
    at += 1
    if major == 7:
        return {20: False, 21: True, 22: None}[small], at
    if small >= 24:
        width = 1 << (small - 24)
        small, at = int.from_bytes(data[at : at + width], "big"), at + width
    if major == 0:
        return small, at
    if major == 1:
        return -1 - small, at
    if major in (2, 3):
        piece = data[at : at + small]
        return (piece if major == 2 else piece.decode()), at + small
    items = []
    for _ in range(small * (major - 3)):
        item, at = decode(data, at)
        items.append(item)
    return (items if major == 4 else dict(zip(items[::2], items[1::2]))), at


def head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    width = next(w for w in (1, 2, 4, 8) if number < 1 << 8 * w)
    return bytes([major << 5 | 23 + width.bit_length()]) + number.to_bytes(width, "big")


def encode(value):
    if value is None or isinstance(value, bool):
        return bytes([{None: 0xF6, False: 0xF4, True: 0xF5}[value]])
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(encode, value))
    return head(5, len(value)) + b"".join(encode(k) + encode(v) for k, v in sorted(value.items()))


# --- ChaCha20 (RFC 8439), to open one leaf ------------------------------------------------------


def block(key, counter):
    state = list(struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<I", counter) + bytes(12)))
    work = state[:]

    def quarter(a, b, c, d):
        for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            work[x] = work[x] + work[y] & 0xFFFFFFFF
            mixed = work[z] ^ work[x]
            work[z] = (mixed << turn | mixed >> 32 - turn) & 0xFFFFFFFF

    for _ in range(10):
        for column in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)):
            quarter(*column)
        for diagonal in ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter(*diagonal)
    return struct.pack("<16I", *(a + b & 0xFFFFFFFF for a, b in zip(work, state)))


def stream(key, data):
    blocks = (block(key, 1 + at) for at in range((len(data) + 63) // 64))
    return bytes(a ^ b for a, b in zip(data, b"".join(blocks)))


# --- what is signed, from docs/format.md --------------------------------------------------------


def framed(data):
    size = int.from_bytes(data[:2], "big")
    return decode(data[2 : 2 + size])[0], data[2 + size :]


def cosignatures(folder):
    """Name, key, message and signature of each 0x06 line that a policy knows."""
    for name in ("head-ok", "head-ok-unknown"):
        fields, note = read(folder, name)
        policy = read(folder, fields["policy"])[1].decode()
        keys = {}
        for word in policy.split():
            if word.count("+") >= 2:
                holder, number, material = word.split("+", 2)
                material = base64.b64decode(material)
                if material[0] == 6:
                    keys[holder, bytes.fromhex(number)] = material[1:]
        text, lines = note.decode().split("\n\n")
        origin, size, root = text.split("\n")[:3]
        for line in lines.splitlines():
            _, holder, signature = line.split(" ")
            signature = base64.b64decode(signature)
            public = keys.get((holder, signature[:4]))
            if public is None:
                continue
            message = b"subtree/v1\n\0" + bytes([len(holder)]) + holder.encode() + signature[4:12]
            message += bytes([len(origin)]) + origin.encode() + bytes(8)
            message += int(size).to_bytes(8, "big") + base64.b64decode(root)
            yield f"{name}: {holder}", ML_DSA_44, public, message, signature[12:]


def leaves(folder):
    agreement = seed("agreement")
    leaf = framed(read(folder, "control-ok")[1])[0]
    parts = ["line/v1/control", 1, agreement, leaf[3], leaf[4], leaf[5], leaf[6], leaf[7]]
    yield "control-ok", ML_DSA_44, key("a ml-dsa"), encode(parts), leaf[9]

    fields, data = read(folder, "open-ok")
    leaf, sealed = framed(data)
    secret = hmac.digest(bytes.fromhex(fields["key"]), b"line/v1/enc\x01", "sha256")
    inner = framed(stream(secret, sealed[:-16]))[0]
    parts = ["line/v1/inner", 1, agreement, leaf[3], leaf[5], leaf[6], inner[0], inner[1], inner[2], inner[3]]
    yield "open-ok", ML_DSA_44, key("a ml-dsa"), encode(parts), inner[5]

    leaf = framed(read(folder, "identity-a-0")[1])[0]
    parts = ["line/v1/identity", 1, agreement, leaf[3], leaf[4], leaf[5], leaf[6], leaf[7]]
    yield "identity-a-0", ML_DSA_65, key("a root ml-dsa", ML_DSA_65), encode(parts), leaf[9]


def main():
    folder = pathlib.Path(sys.argv[1])
    count = 0
    for name, scheme, public, message, signature in [*cosignatures(folder), *leaves(folder)]:
        changed = message[:-1] + bytes([message[-1] ^ 1])
        if not scheme.verify(public, message, signature):
            sys.exit(f"{name}: the signature does not verify")
        if scheme.verify(public, changed, signature):
            sys.exit(f"{name}: the signature verifies over another message")
        count += 1
    if count < 6:
        sys.exit(f"only {count} signatures were found")
    print(f"signatures agree: {count}")


if __name__ == "__main__":
    main()
