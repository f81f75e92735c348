"""The classes of nodes are made when the first tree is asked for; if memory ends meanwhile, the next tree makes them."""

SOURCES = ("[a for a in b]", "f'{[a for a in b]!r}'", "match x:\n case [1, *_]: pass", "x = lambda a: a < -b")
trees = []
for _ in range(4):
    for source in SOURCES:
        try:
            trees.append(compile(source, "text", "exec", 0x400))
        except MemoryError:
            pass
print({type(tree).__name__ for tree in trees if tree.body})
