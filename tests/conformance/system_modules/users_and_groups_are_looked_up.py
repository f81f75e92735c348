# pwd and grp: entries by name and number, and what is not there.
import grp
import pwd

for text in """pwd.getpwnam('root')
pwd.getpwuid(0) == pwd.getpwnam('root')
pwd.getpwnam('no such user')
pwd.getpwnam('a\\0')
pwd.getpwnam(5)
pwd.getpwnam(b'root')
pwd.getpwuid(4000000000)
pwd.getpwuid(-1)
pwd.getpwuid(1 << 40)
pwd.getpwuid(-2)
pwd.getpwuid('x')
pwd.getpwuid(1.5)
sorted(pwd.getpwall())[0] == sorted(pwd.getpwall())[0], type(pwd.getpwall()[0])
grp.getgrnam('root')
grp.getgrgid(0) == grp.getgrnam('root')
grp.getgrnam('no such group')
grp.getgrnam(5)
grp.getgrnam('a\\0')
grp.getgrgid(4000000000)
grp.getgrgid(-1)
grp.getgrgid('x')
grp.getgrgid(1 << 40)
'root' in [group.gr_name for group in grp.getgrall()]""".split("\n"):
    try:
        print(text, "->", eval(text))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        print(text, "->", type(error).__name__, error)
