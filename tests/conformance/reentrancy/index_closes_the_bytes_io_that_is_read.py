# Index closes the bytes io that is read.
import io
for name in ('read','readline','readlines','truncate','read1'):
    b = io.BytesIO(b'abc\ndef')
    class I:
        def __index__(s): b.close(); return 1
    try: print(name, getattr(b,name)(I()))
    except (ValueError, TypeError) as e: print(name, type(e).__name__, e)
