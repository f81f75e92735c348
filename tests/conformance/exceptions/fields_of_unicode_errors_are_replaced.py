# What str() says of a UnicodeDecodeError whose fields are replaced or gone.
e = UnicodeDecodeError('utf8', b'abc', 0, 1, 'x')
for attr, val in [('encoding',5),('reason',5),('object',None)]:
    e = UnicodeDecodeError('utf8', b'abc', 0, 1, 'x')
    setattr(e, attr, val)
    try: print(attr, str(e))
    except TypeError as x: print('TypeError', x)
for attr in ['encoding','reason','object']:
    e = UnicodeDecodeError('utf8', b'abc', 0, 1, 'x')
    try:
        delattr(e, attr)
        print(attr, str(e))
    except TypeError as x: print('TypeError', x)
