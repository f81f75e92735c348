# SPDX-License-Identifier: MIT
# A reader and writer for a JSON-like notation, character by character.
import sys


def tokens(text):
    i, n = 0, len(text)
    while i < n:
        c = text[i]
        if c in " \n\t":
            i += 1
        elif c in "{}[],:":
            yield c, None
            i += 1
        elif c == '"':
            end = i + 1
            while text[end] != '"':
                end += 2 if text[end] == "\\" else 1
            yield "string", text[i + 1:end].replace('\\"', '"')
            i = end + 1
        elif c.isdigit() or c == "-":
            end = i + 1
            while end < n and (text[end].isdigit() or text[end] in ".eE+-"):
                end += 1
            number = text[i:end]
            yield "number", float(number) if "." in number or "e" in number else int(number)
            i = end
        else:
            for word, value in (("true", True), ("false", False), ("null", None)):
                if text.startswith(word, i):
                    yield "word", value
                    i += len(word)
                    break
            else:
                raise ValueError(f"unexpected {c!r} at {i}")


class Reader:
    def __init__(self, text):
        self.tokens = tokens(text)
        self.advance()

    def advance(self):
        self.kind, self.value = next(self.tokens, ("end", None))

    def read(self):
        kind, value = self.kind, self.value
        self.advance()
        if kind == "{":
            result = {}
            while self.kind != "}":
                key = self.value
                self.advance()
                self.advance()
                result[key] = self.read()
                if self.kind == ",":
                    self.advance()
            self.advance()
            return result
        if kind == "[":
            result = []
            while self.kind != "]":
                result.append(self.read())
                if self.kind == ",":
                    self.advance()
            self.advance()
            return result
        return value


def write(value):
    match value:
        case None: return "null"
        case True: return "true"
        case False: return "false"
        case str(): return '"' + value.replace('"', '\\"') + '"'
        case dict(): return "{" + ", ".join(f"{write(k)}: {write(v)}" for k, v in value.items()) + "}"
        case list(): return "[" + ", ".join([write(v) for v in value]) + "]"
        case _: return repr(value)


def main(scale):
    value = {"name": "a \"quoted\" name", "items": [{"id": i, "price": i * 1.25, "tags": ["x", "y", None], "on": i % 2 == 0}
                                                    for i in range(20)]}
    text = write(value)
    for _ in range(scale):
        value = Reader(text).read()
        text = write(value)
    print(len(text), sum(item["price"] for item in value["items"]), value["name"])


main(int(sys.argv[1]) if len(sys.argv) > 1 else 4800)
