# Every built-in type describes itself, also those whose instances compute their own __doc__; ExceptionGroup does not.
import inspect
import types


def plain(): "of a function"


class Meta(type): pass


for kind in (object, type, property, types.FunctionType, types.MethodType, types.BuiltinFunctionType, int, ExceptionGroup,
             BaseExceptionGroup, ValueError, Meta, types.GetSetDescriptorType, types.WrapperDescriptorType):
    print(kind.__name__, type(kind.__doc__).__name__)
print(property().__doc__, property(doc="given").__doc__, property(plain).__doc__)
print(type.__dict__["__doc__"].__get__(Meta), [].append.__doc__ == list.append.__doc__, type(list.append.__doc__))
print([name for name in dir(str) if not isinstance(getattr(str, name).__doc__, str)])
print("end='\\n'" in print.__text_signature__)
print(inspect.signature(print))
