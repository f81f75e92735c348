# termios and fcntl on a terminal without a screen.
import fcntl
import os
import termios

leader, s = os.openpty()
G = termios.tcgetattr(s)
for text in """termios.tcgetattr(s)
termios.tcsetattr(s, termios.TCSANOW, G)
termios.tcsetattr(s, 0, G[:6] + [7])
termios.tcsetattr(s, 0, G[:6] + [G[6][:5]])
termios.tcsetattr(s, 0, ['x'] + G[1:])
termios.tcsetattr(s, 0, [1 << 70] + G[1:])
termios.tcsetattr(s, 0, tuple(G))
termios.tcsetattr(s, 0, G[:6] + [['ab'] * 32])
termios.tcsetattr(s, 0, G[:6] + [[b'ab'] * 32])
termios.tcsetattr(s, 0, G[:6] + [[1] * 32])
termios.tcgetattr(s)[6][:3]
termios.tcsetattr(s, 0, G[:3] + [G[3] & ~termios.ICANON] + G[4:])
termios.tcgetattr(s)[6][termios.VMIN], termios.tcgetattr(s)[6][termios.VTIME]
termios.tcsetattr(s, 0, G)
termios.tcsetattr(s, 9, G)
termios.tcsetattr(s, 'x', G)
termios.tcsetwinsize(s, (5, 6)), termios.tcgetwinsize(s), termios.tcgetwinsize(leader)
termios.tcsetwinsize(s, 'ab')
termios.tcsetwinsize(s, (1, 70000))
termios.tcsetwinsize(s, (1,))
termios.tcsetwinsize(s, 5)
termios.tcsendbreak(s, 0), termios.tcdrain(s), termios.tcflush(s, termios.TCIFLUSH), termios.tcflow(s, termios.TCOON)
termios.tcflush(s, 9)
termios.tcgetattr(G)
termios.error.__mro__
os.get_terminal_size(s)
os.isatty(s), os.ttyname(s)[:9], os.ctermid()
fcntl.ioctl(s, termios.TIOCGWINSZ, b'\\0' * 8)
fcntl.ioctl(s, termios.TIOCGWINSZ, bytearray(8))
fcntl.ioctl(s, termios.TIOCGWINSZ, bytearray(8), False)
fcntl.ioctl(s, termios.TIOCGWINSZ, bytearray(2000))
fcntl.ioctl(s, termios.TIOCGWINSZ, bytearray(2000), False)
fcntl.ioctl(s, termios.TIOCGWINSZ, 'x' * 2000)
fcntl.ioctl(s, -1)
fcntl.ioctl(s, 5, None)
fcntl.fcntl(s, fcntl.F_GETFD) & fcntl.FD_CLOEXEC
fcntl.fcntl(s, fcntl.F_SETFD, 0), fcntl.fcntl(s, fcntl.F_GETFD)
fcntl.fcntl(s, fcntl.F_GETFD, b'ab'), fcntl.fcntl(s, fcntl.F_GETFD, 'c'), fcntl.fcntl(s, fcntl.F_GETFD, 1 << 40)
fcntl.fcntl(s, fcntl.F_GETFD, b'x' * 1025)
fcntl.fcntl(s, fcntl.F_GETFD, 1.5)
fcntl.fcntl('x', 1)
fcntl.fcntl(-1, 1)
os.write(leader, b'typed\\n'), os.read(s, 100), os.read(leader, 100)""".split("\n"):
    try:
        print(text, "->", eval(text))
    except (TypeError, ValueError, OverflowError, OSError, termios.error) as error:
        print(text, "->", type(error).__name__, error)
