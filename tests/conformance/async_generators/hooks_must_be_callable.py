import sys

for arguments in ({"firstiter": 5}, {"finalizer": "x"}, {"firstiter": len, "finalizer": 5}, {"firstiter": None}):
    try:
        sys.set_asyncgen_hooks(**arguments)
        print("ok", sys.get_asyncgen_hooks())
    except TypeError as error:
        print(error, sys.get_asyncgen_hooks())
sys.set_asyncgen_hooks(len, print)
hooks = sys.get_asyncgen_hooks()
print(hooks, hooks.firstiter is len, hooks[1] is print)
sys.set_asyncgen_hooks(None, None)
