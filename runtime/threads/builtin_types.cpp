// SPDX-License-Identifier: MIT
// Every static type of the runtime, bases before derived types.
#include "runtime/threads/builtin_types.hpp"

#include "runtime/bytecode/code_type.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/dict_views.hpp"
#include "runtime/containers/iterators.hpp"
#include "runtime/containers/range.hpp"
#include "runtime/containers/sequence_iterators.hpp"
#include "runtime/containers/set_access.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/functions/class_method.hpp"
#include "runtime/functions/descriptors.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/functions/method.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/functions/property.hpp"
#include "runtime/generators/async_awaitable.hpp"
#include "runtime/generators/coroutine_wrapper.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/modules/namespace.hpp"
#include "runtime/modules/weakref.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str_slots.hpp"
#include "runtime/types/generic_alias.hpp"
#include "runtime/types/super.hpp"

namespace minipy {

namespace {

template <class... Types>
void ready() {
    (ready_type(&Types::type_object), ...);
}

}  // namespace

void ready_builtin_types() {
    ready_type(&object_type);
    ready<Type, NoneType, NotImplementedType, EllipsisType>();
    ready<Int, Bool, Float, Complex, Str, StrIterator, Bytes, BytesIterator, ByteArray, ByteArrayIterator>();
    ready_type(&StrIterator::ascii_type_object);
    ready<Tuple, TupleIterator, List, ListIterator, ListReverseIterator, Range, RangeIterator, LongRangeIterator,
          Slice>();
    ready<Dict, DictKeysView, DictValuesView, DictItemsView, DictKeyIterator, DictValueIterator, DictItemIterator,
          DictReverseKeyIterator, DictReverseValueIterator, DictReverseItemIterator>();
    ready<Set, FrozenSet, SetIterator, SequenceIterator, CallableIterator, Reversed>();
    ready<Code, LineIterator, PositionIterator, Function, FrameObject, Traceback, Cell, BoundMethod, Property,
          StaticMethod, ClassMethod>();
    ready<MethodDescriptor, ClassMethodDescriptor, NativeFunction, GetSetDescriptor, MemberDescriptor, SlotWrapper,
          MethodWrapper>();
    ready<Super, GenericAlias, UnionType, Module, ModuleState, MappingProxy, SimpleNamespace, WeakReference>();
    ready<Generator, Coroutine, CoroutineWrapper, AsyncGenerator, AsyncSend, AsyncThrow, AsyncWrappedValue>();
    ready_exception_types();
}

}  // namespace minipy
