# A piece of an f-string that turns out empty (a line continued) is no piece.
a, b = 1, 2
print(f"{a}\
{b}")
print(f"\
")
print(f"""\
{a}\
{f' [{b}]' if b else ''}),
end""")
print(f"{a}" "" f"{b}" "\
" "")
