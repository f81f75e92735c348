import types
import warnings


def outcome(globals, name="x", level=1):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            found = __import__(name, globals, None, (), level).__name__
        except (AttributeError, ImportError, KeyError, TypeError) as error:
            found = f"{type(error).__name__}: {error}"
    return found, [f"{warning.category.__name__}: {warning.message}" for warning in caught]


def spec(**values):
    return types.SimpleNamespace(**values)


for globals in (
    None,
    {},
    {"__package__": 5},
    {"__package__": "nowhere"},
    {"__package__": "nowhere", "__spec__": None},
    {"__package__": "json", "__spec__": spec(parent="json")},
    {"__package__": "json", "__spec__": spec(parent="other")},
    {"__package__": "json", "__spec__": spec()},
    {"__spec__": spec(parent="json")},
    {"__package__": None, "__spec__": spec(parent="json")},
    {"__spec__": spec(parent=5)},
    {"__spec__": spec()},
    {"__name__": 5},
    {"__name__": "json.tool"},
    {"__name__": "json", "__path__": []},
    {"__name__": "json"},
):
    print(globals, outcome(globals, "decoder"))
print(outcome(5))
