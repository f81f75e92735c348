# SPDX-License-Identifier: MIT
# What a .pyc notes that is checked by the hash of its source.
import _imp, importlib.util, os, py_compile, tempfile
for arguments in ((5, b'abc'), (5, 'x'), ('x', b''), (-1, b'abc'), (2**64, b'a'), (5,), (2**63, b'abc'), (0, b''), (0, bytearray()),
                  (1, bytearray(b'abcdefghij')), (True, memoryview(b'abcdefghijklmnop')), (1.5, b'')):
    try: print(_imp.source_hash(*arguments))
    except (TypeError, OverflowError) as error: print(type(error).__name__, error)
print(_imp.source_hash(source=b'abc', key=1), importlib.util.source_hash(b'print(1)'))
with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, 'program.py')
    with open(name, 'w') as file: file.write('print(1)')
    for mode in py_compile.PycInvalidationMode.CHECKED_HASH, py_compile.PycInvalidationMode.UNCHECKED_HASH:
        with open(py_compile.compile(name, invalidation_mode=mode), 'rb') as file: print(file.read(16)[4:])
