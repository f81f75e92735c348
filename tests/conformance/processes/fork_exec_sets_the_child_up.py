# Pipes, directory, session, umask, environment, what is closed and what is kept: seen by the program that runs.
import _posixsubprocess
import os


def run(script, *, close_fds=True, keep=(), cwd=None, env=None, stdin=-1, session=False, umask=-1, preexec=None, vfork=True):
    error_reader, error_writer = os.pipe()
    out_reader, out_writer = os.pipe()
    pid = _posixsubprocess.fork_exec(
        ["sh", "-c", script], (b"/bin/sh",), close_fds, tuple(sorted({error_writer, *keep})), cwd, env,
        stdin, -1, out_reader, out_writer, -1, -1, error_reader, error_writer,
        True, session, -1, None, None, None, umask, preexec, vfork)
    os.close(out_writer)
    os.close(error_writer)
    text = b""
    while part := os.read(out_reader, 1000):
        text += part
    failed = os.read(error_reader, 100)
    os.close(out_reader)
    os.close(error_reader)
    print(text, failed, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


for vfork in (False, True):
    run("echo hello; exit 3", vfork=vfork)
    run("pwd", cwd="/", vfork=vfork)
    run("echo $A-$B", env=[b"A=1", b"B=\xff"], vfork=vfork)
    run("umask", umask=0o27, vfork=vfork)
    run("kill -TERM $$", vfork=vfork)
    run("kill -PIPE $$", vfork=vfork)

reader, writer = os.pipe()
os.write(writer, b"from the parent")
os.close(writer)
run("cat", stdin=reader)

spare = os.dup(1)
while spare < 9:
    spare = os.dup(spare)
os.set_inheritable(spare, True)
test = f"if [ -e /proc/self/fd/{spare} ]; then echo open; else echo closed; fi"
run(test)
run(test, keep=(spare,))
os.set_inheritable(spare, False)
run(test, close_fds=False)
run(test, keep=(spare,))
print(os.get_inheritable(spare))

run("echo $C", preexec=lambda: os.putenv("C", "set by the function"), env=None)
