import io

PAIR = io.BufferedRWPair.__new__(io.BufferedRWPair)
for method in ("isatty", "read", "peek", "read1", "flush", "readable", "writable", "close"):
    try:
        print(method, getattr(PAIR, method)())
    except Exception as error:
        print(method, type(error).__name__, error)
for stream_type in (io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.TextIOWrapper, io.StringIO, io.FileIO):
    stream = stream_type.__new__(stream_type)
    for name in ("tell", "flush", "close", "detach", "fileno", "readable", "closed", "isatty", "seekable"):
        if stream_type is io.StringIO and name in ("close", "detach", "fileno", "flush", "isatty"):
            continue
        if stream_type is io.FileIO and name in ("flush", "close", "detach", "closed"):
            continue
        try:
            found = getattr(stream, name)
            print(stream_type.__name__, name, found() if callable(found) else found)
        except Exception as error:
            print(stream_type.__name__, name, type(error).__name__, error)
decoder = io.IncrementalNewlineDecoder.__new__(io.IncrementalNewlineDecoder)
for call in (lambda: decoder.decode("a"), decoder.getstate, decoder.reset, lambda: decoder.newlines):
    try:
        print(call())
    except ValueError as error:
        print(error)
