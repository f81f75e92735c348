import os, stat, shutil
d = f"/tmp/minipy-files-{os.getpid()}"
os.mkdir(d)
try:
    p = os.path.join(d, "f")
    fd = os.open(p, os.O_CREAT | os.O_RDWR, 0o640)
    print(os.write(fd, b"hello"), os.lseek(fd, 1, os.SEEK_SET), os.read(fd, 10), os.fstat(fd).st_size, os.isatty(fd), os.get_inheritable(fd)); os.close(fd)
    s = os.stat(p)
    print(len(s), s.st_size, s[6], stat.filemode(s.st_mode), s.st_mtime_ns // 10**9 == s[8], isinstance(s.st_mtime, float), s.n_fields, s.n_sequence_fields, type(s).__name__)
    os.symlink("f", os.path.join(d, "link")); os.mkdir(os.path.join(d, "sub")); os.makedirs(os.path.join(d, "a/b/c"))
    print(os.readlink(os.path.join(d, "link")), sorted(os.listdir(d)), os.access(p, os.R_OK), os.path.islink(os.path.join(d, "link")), os.path.isdir(os.path.join(d, "sub")), os.path.realpath(os.path.join(d, "link")) == os.path.realpath(p))
    with os.scandir(d) as entries:
        print(sorted((e.name, e.is_dir(), e.is_file(), e.is_symlink(), e.stat().st_size if e.name == "f" else 0) for e in entries))
    print([(os.path.relpath(root, d), sorted(dirs), sorted(files)) for root, dirs, files in sorted(os.walk(d))])
    os.rename(p, p + "2"); os.chmod(p + "2", 0o600); print(oct(os.stat(p + "2").st_mode), os.path.getsize(p + "2")); shutil.copy(p + "2", p); os.remove(p); shutil.rmtree(os.path.join(d, "a")); print(sorted(os.listdir(os.fsencode(d))))
    for f in (lambda: os.stat(os.path.join("/nonexistent", "x")), lambda: os.rmdir("/nonexistent"), lambda: os.rename("/nonexistent1", "/nonexistent2"), lambda: os.stat(3.5), lambda: os.listdir(1.5), lambda: os.open("a\0b", 0), lambda: os.close(-1), lambda: os.stat_result((1, 2)), lambda: os.mkdir(None), lambda: tuple.__new__(os.stat_result, (1,)), lambda: os.fspath(3)):
        try:
            print(f())
        except Exception as error:
            print(type(error).__name__, error)
finally:
    shutil.rmtree(d)
os.environ["MINIPY_TEST_X"] = "é"; print(os.getenv("MINIPY_TEST_X"), os.environb[b"MINIPY_TEST_X"]); del os.environ["MINIPY_TEST_X"]; print("MINIPY_TEST_X" in os.environ, len(os.urandom(9)), os.getpid() > 1, os.strerror(2), os.cpu_count() > 0, os.sep, ascii(os.fsdecode(b"\xff")))
