# State of an exception is anything.
try: Exception().__setstate__({1: 2})
except TypeError as e: print('TypeError', e)
