# Positions at the end of the numbers.
import io
b = io.BytesIO()
b.seek(2**63-1)
try: print(b.write(b'ab'))
except OverflowError as e: print('OverflowError', e)
