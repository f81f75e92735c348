# SPDX-License-Identifier: MIT
# Strings: building, splitting, joining, formatting, replacing.
import sys

WORDS = "the quick brown fox jumps over the lazy dog and runs away from Ärger in 日本".split()


def caesar(text, shift):
    out = []
    for ch in text:
        if "a" <= ch <= "z":
            out.append(chr((ord(ch) - 97 + shift) % 26 + 97))
        else:
            out.append(ch)
    return "".join(out)


def one_round(n):
    lines = []
    for i in range(40):
        line = ""
        for k in range(8):
            line += WORDS[(i * k + n) % len(WORDS)] + " "
        lines.append(f"{i:04d}: {line.strip():>60}|{n * i / 7:.3f}")
    text = "\n".join(lines)
    checksum = len(text)
    for line in text.splitlines():
        number, _, rest = line.partition(": ")
        fields = rest.split("|")
        words = fields[0].split()
        checksum += int(number) + len(words) + len("-".join(reversed(words))) + int(float(fields[1]))
        if words[0].startswith("q") or "fox" in rest:
            checksum += rest.replace("fox", "cat").upper().count("CAT")
        checksum += line.find("dog") + len("%s=%d" % (words[-1], checksum % 97)) + len(words[0].title().center(20, "*"))
    return checksum + sum(map(ord, caesar(text[:400], n)))


def main(scale):
    checksum = 0
    for n in range(scale):
        checksum = (checksum * 31 + one_round(n)) % 1000000007
    print(checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 5800)
