import _warnings
import warnings

kept = warnings.filters[:]
for filters in ([5], [(1, 2)], [("error", None, Warning, None, "q")], [("always", 5, Warning, 5, 0)],
                [("ignore", "other", Warning, None, 0), ("error", None, Warning, None, 0)]):
    warnings.filters[:] = filters
    _warnings._filters_mutated()
    try:
        _warnings.warn_explicit("message", UserWarning, "file", 1, "module", {})
        print("shown")
    except Exception as error:
        print(type(error).__name__, error if isinstance(error, ValueError) else "")


class Clears:
    def match(self, text):
        warnings.filters.clear()
        return True


warnings.filters[:] = [("ignore", Clears(), Warning, None, 0)] * 3
_warnings._filters_mutated()
print(_warnings.warn_explicit("message", UserWarning, "file", 1, "module", {}), warnings.filters)
warnings.filters[:] = kept
