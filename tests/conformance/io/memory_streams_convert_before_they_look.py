# An index that closes or empties the stream is asked before the stream looks at its contents.
import io


class Index:
    def __init__(self, act):
        self.act = act

    def __index__(self):
        self.act()
        return 3


def outcome(function):
    try:
        return repr(function())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for stream_type, contents in ((io.BytesIO, b"abc\ndef\n" * 10), (io.StringIO, "abc\ndef\n" * 10)):
    for method in ("read", "read1", "readline", "readlines", "truncate"):
        for act in ("close", "truncate", "__init__", "write", "seek"):
            stream = stream_type(contents)
            if not hasattr(stream, method) or (method == "readlines" and stream_type is io.StringIO):
                continue
            acts = {"close": stream.close, "truncate": lambda: stream.truncate(0), "__init__": lambda: stream.__init__(),
                    "write": lambda: stream.write(contents * 100), "seek": lambda: stream.seek(1000)}
            print(stream_type.__name__, method, act, outcome(lambda: getattr(stream, method)(Index(acts[act]))))
