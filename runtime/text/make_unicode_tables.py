#!/usr/bin/env python3.11
# SPDX-License-Identifier: MIT
"""Writes unicode_table.inc: what str needs to know about every code point, from Python 3.11's own answers (Unicode 14.0).

Usage: python3.11 runtime/text/make_unicode_tables.py > runtime/text/unicode_table.inc

Code points with the same properties share a record. The record's number is found in two steps: `block_of` gives the block
that a code point's upper bits name, `record_of` the record for the lower bits inside that block; equal blocks are shared.
"""
import sys
import unicodedata

assert unicodedata.unidata_version == "14.0.0"

SHIFT = 7
BLOCK = 1 << SHIFT

FLAGS = ["alphabetic", "decimal", "digit", "numeric", "lowercase", "uppercase", "titlecase", "cased", "case_ignorable",
         "whitespace", "printable", "identifier_start", "identifier_continue", "special_casing"]
CATEGORIES = ["Cn", "Lu", "Ll", "Lt", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Lm", "Lo",
              "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So"]


def flags_of(character):
    before_sigma = ("A" + character + "\u03a3").lower().endswith("\u03c2")
    after_digit = ("1" + character + "\u03a3").lower().endswith("\u03c2")
    answers = {
        "alphabetic": character.isalpha(),
        "decimal": character.isdecimal(),
        "digit": character.isdigit(),
        "numeric": character.isnumeric(),
        "lowercase": character.islower(),
        "uppercase": character.isupper(),
        "titlecase": unicodedata.category(character) == "Lt",
        "cased": (character + "a").title().endswith("a"),
        "case_ignorable": before_sigma and not after_digit,
        "whitespace": character.isspace(),
        "printable": character.isprintable(),
        "identifier_start": character.isidentifier(),
        "identifier_continue": ("a" + character).isidentifier(),
    }
    return {name for name, answer in answers.items() if answer}


special_cases = []


def record_of(code):
    character = chr(code)
    flags = flags_of(character)
    mappings = [character.upper(), character.lower(), character.title(), character.casefold()]
    if code == 0x3a3:
        mappings[1] = "\u03c3"
    if all(len(mapping) == 1 for mapping in mappings):
        deltas = [ord(mapping) - code for mapping in mappings]
    else:
        flags.add("special_casing")
        deltas = [len(special_cases), 0, 0, 0]
        special_cases.append(mappings)
    bits = sum(1 << FLAGS.index(flag) for flag in flags)
    digit = unicodedata.digit(character, 255)
    return (bits, CATEGORIES.index(unicodedata.category(character)), digit, *deltas)


def print_numbers(declaration, numbers):
    print(f"{declaration} = {{")
    line = "   "
    for number in numbers:
        text = f" {number},"
        if len(line) + len(text) > 118:
            print(line)
            line = "   "
        line += text
    print(line)
    print("};")


def main():
    records, numbers = {}, []
    for code in range(sys.maxunicode + 1):
        record = record_of(code)
        numbers.append(records.setdefault(record, len(records)))
    blocks, block_numbers = {}, []
    for start in range(0, len(numbers), BLOCK):
        block = tuple(numbers[start:start + BLOCK])
        block_numbers.append(blocks.setdefault(block, len(blocks)))
    print("// SPDX-License-Identifier: MIT")
    print("// Written by make_unicode_tables.py; do not edit. Unicode", unicodedata.unidata_version)
    print(f"constexpr int block_shift = {SHIFT};")
    for position, flag in enumerate(FLAGS):
        print(f"constexpr std::uint16_t flag_{flag} = 1 << {position};")
    print("constexpr char category_names[][3] = {" + ", ".join(f'"{name}"' for name in CATEGORIES) + "};")
    print("// flags, category, digit value (255: none), distance to upper, lower, title and folded case")
    print("constexpr CharacterRecord records[] = {")
    for record in records:
        print("    {" + ", ".join(map(str, record)) + "},")
    print("};")
    print("// upper, lower, title, folded: up to three code points, ended by 0")
    print("constexpr SpecialCase special_cases[] = {")
    for mappings in special_cases:
        parts = ["{" + ", ".join(str(ord(character)) for character in mapping) + "}" for mapping in mappings]
        print("    {{" + ", ".join(parts) + "}},")
    print("};")
    print_numbers("constexpr std::uint16_t block_of[]", block_numbers)
    flat = [number for block in blocks for number in block]
    assert max(flat) < 65536
    print_numbers("constexpr std::uint16_t record_of[]", flat)
    print(len(records), "records", len(special_cases), "special", len(blocks), "blocks", file=sys.stderr)


main()
