import io
import marshal

file = io.BytesIO()
for value in (1, "text", (1, [2, {3: None}]), b"bytes"):
    marshal.dump(value, file)
file.write(b"rest")
file.seek(0)
print([marshal.load(file) for _ in range(4)], file.read())
