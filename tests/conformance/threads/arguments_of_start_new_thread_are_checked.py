import _thread

for arguments in (), (print,), (1, ()), (print, []), (print, (), 3), (print, (), {}, 1):
    try:
        _thread.start_new_thread(*arguments)
    except TypeError as error:
        print(error)
for size in 1, -1, 32767:
    try:
        _thread.stack_size(size)
    except ValueError as error:
        print(error)
print(_thread.stack_size(), _thread.stack_size(1 << 20), _thread.stack_size(0), _thread.stack_size())
try:
    _thread.interrupt_main(1000)
except ValueError as error:
    print(error)
