"""What is filled by readinto() must be writable."""
import io, os
with open(os.open("/dev/null", os.O_RDONLY), "rb", buffering=0) as f:
    try: f.readinto(b"")
    except Exception as e: print(type(e).__name__, e)
with open("/dev/null", "rb") as f:
    try: f.readinto(b"")
    except Exception as e: print(type(e).__name__, e)
    try: f.readinto1(b"")
    except Exception as e: print(type(e).__name__, e)
try: io.BytesIO().readinto(b"")
except Exception as e: print(type(e).__name__, e)
