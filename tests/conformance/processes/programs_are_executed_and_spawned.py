# exec in a child, posix_spawn with its file actions, and forkpty.
import os
import signal


def read_all(descriptor):
    text = b""
    while True:
        try:
            part = os.read(descriptor, 1000)
        except OSError:  # a terminal whose last program has gone
            part = b""
        if not part:
            return text
        text += part


def in_child(action):
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(writer, 1)
        try:
            action()
        except OSError as error:
            os.write(1, str(error).encode())
        os._exit(9)
    os.close(writer)
    print(read_all(reader), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


in_child(lambda: os.execv("/bin/sh", ["sh", "-c", "echo $0"]))
in_child(lambda: os.execve(b"/bin/sh", ["sh", "-c", "echo $A"], {"A": "1", b"B": b"2"}))
in_child(lambda: os.execvp("sh", ["name", "-c", "echo $0; exit 4"]))
in_child(lambda: os.execv("/nonexistent", ["x"]))
in_child(lambda: os.execve("/nonexistent", ["x"], {}))
in_child(lambda: os.execve(os.open("/bin/sh", os.O_RDONLY), ["sh", "-c", "echo by descriptor"], os.environ))

reader, writer = os.pipe()
pid = os.posix_spawn("/bin/sh", ["sh", "-c", "cat; echo $A; exit 2"], {"A": "spawned"}, file_actions=[
    (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
    (os.POSIX_SPAWN_DUP2, writer, 1),
    (os.POSIX_SPAWN_CLOSE, reader),
], setpgroup=0, setsigmask=[signal.SIGUSR1], setsigdef=[signal.SIGPIPE], resetids=True)
os.close(writer)
print(read_all(reader), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
pid = os.posix_spawnp("true", ["true"], os.environ, setsid=True)
print(os.waitpid(pid, 0)[1])

pid, terminal = os.forkpty()
if pid == 0:
    print(os.isatty(0), os.isatty(1), os.getsid(0) == os.getpid(), flush=True)
    os._exit(0)
print(read_all(terminal), os.waitpid(pid, 0)[1])

for arguments, keywords in (
    (("/bin/true", ["x"], {}), {"file_actions": 5}),
    (("/bin/true", ["x"], {}), {"file_actions": [5]}),
    (("/bin/true", ["x"], {}), {"file_actions": [()]}),
    (("/bin/true", ["x"], {}), {"file_actions": [(9,)]}),
    (("/bin/true", ["x"], {}), {"file_actions": [(0, 1)]}),
    (("/bin/true", ["x"], {}), {"file_actions": [(1,)]}),
    (("/bin/true", ["x"], {}), {"file_actions": [(2, 1)]}),
    (("/bin/true", ["x"], {}), {"setsigmask": [0]}),
    (("/bin/true", ["x"], {}), {"setsigmask": 5}),
    (("/bin/true", ["x"], {}), {"setsigdef": [999]}),
    (("/bin/true", ["x"], {}), {"scheduler": (1,)}),
    (("/bin/true", ["x"], {}), {"scheduler": (1, 2)}),
    (("/bin/true", ["x"], {}), {"setpgroup": "x"}),
    (("/bin/true", ["x"], 5), {}),
    (("/bin/true", [], {}), {}),
    (("/bin/true", [""], {}), {}),
    (("/bin/true", 5, {}), {}),
    (("/bin/true", ["x"], {"a=": "b"}), {}),
    (("/nonexistent", ["x"], {}), {}),
):
    try:
        os.posix_spawn(*arguments, **keywords)
    except (TypeError, ValueError, OSError) as error:
        print(type(error).__name__, error)
