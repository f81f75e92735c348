import _thread

lock = _thread.RLock()
for state in (3, None, (1,), (1, 2, 3), ("a", "b"), (1, "b"), (1.5, 2), (1, None)):
    try:
        print(state, lock._acquire_restore(state))
    except TypeError as error:
        print(state, error)
lock._acquire_restore((3, _thread.get_ident()))
print([lock.release() for _ in range(3)], lock._is_owned())
