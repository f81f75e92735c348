# Objects that were never initialised.
import io
p = io.BufferedRWPair.__new__(io.BufferedRWPair); 
try: p.isatty()
except ValueError as e: print(e)
