# Class method descriptors check the type.
for f, a in [(dict.__dict__['fromkeys'],(5,[1])),]:
    try: print(f(*a))
    except TypeError as e: print('TypeError', e)
