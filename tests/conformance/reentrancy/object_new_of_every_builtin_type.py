# Object new of every builtin type.
import types, collections, itertools
def gen(): yield 1
async def co(): pass
async def ag(): yield
names = [type(gen()), type(ag()), type(iter([])), type(iter(())), type(iter({})), type({}.keys()), type({}.items()), types.FrameType, types.CodeType, types.FunctionType, types.TracebackType, types.BuiltinFunctionType, types.GetSetDescriptorType, types.MemberDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType, types.MethodDescriptorType, types.ClassMethodDescriptorType, types.MappingProxyType, types.CellType, type(iter('')), type(iter(b'')), type(iter(range(3))), type(iter(set())), types.ModuleType, type(None), type(...), type(NotImplemented)]
for t in names:
    try:
        o = object.__new__(t); print(t, 'MADE')
    except TypeError as e: print('TypeError', e)
