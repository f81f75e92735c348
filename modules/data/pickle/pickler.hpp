// SPDX-License-Identifier: MIT
// Pickler: writes an object, and all that it refers to, as a program for the pickle machine (opcodes.def).
//
//      save(object) ─┬─ None, bool, int, float                    the value                    save_values.cpp
//                    ├─ in the memo already                       get its number
//                    ├─ str, bytes, bytearray, PickleBuffer       the value; into the memo     save_values.cpp
//                    ├─ tuple, list, dict, set, frozenset         items, one by one            save_containers.cpp
//                    ├─ class, function                           its names                    save_global.cpp
//                    └─ anything else                             what __reduce_ex__() says    save_reduce.cpp
//
// Nearly every save() may run Python, which may clear the container that is being written, the pickler's memo, or call
// dump() of the same pickler. So: items are held in a Ref while they are saved, lengths are read in each round, and the
// pickler's own references are shared before they are called. Whoever calls save() holds what is saved.
// All zero is a good state: an instance made by __new__ alone. CPython: Modules/_pickle.c. Next: save.cpp.
#pragma once

#include <vector>

#include "modules/data/pickle/frames.hpp"
#include "modules/data/pickle/memo.hpp"
#include "modules/data/pickle/state.hpp"

namespace minipy::pickles {

struct Pickler : Object {
    Ref<Object> output;  // the method write() of the file; null: dumps(), or no __init__() yet
    Ref<Object> hook;    // persistent_id; null: none
    Ref<Object> dispatch_table;
    Ref<Object> reducer_override;  // during dump() only: a bound method, so a cycle
    Ref<Object> buffer_callback;
    MemoTable memo;
    std::vector<const Object*> fast_path;  // without memo: the containers that are being written, outermost first
    FrameWriter bytes;
    std::int32_t protocol;
    std::int32_t bin;   // attribute: protocol 1 at least
    std::int32_t fast;  // attribute: no memo
    bool fix_imports;
    bool hook_takes_self;

    static constexpr auto references = field_list<&Pickler::output, &Pickler::hook, &Pickler::dispatch_table,
                                                  &Pickler::reducer_override, &Pickler::buffer_callback>;
    static Type type_object;
};

// What a pickler is given before it writes.
Result<void> set_protocol(Pickler* self, Object* protocol, bool fix_imports);
Result<void> set_output(Pickler* self, Object* file);
Result<void> set_buffer_callback(Pickler* self, Object* callback);
// The whole pickle of an object, into self->bytes and, as frames are full, to the file.
Result<void> dump(Pickler* self, Object* object);
// Hands self->bytes to the file.
Result<void> flush(Pickler* self);

// An object that is no int, or on a full frame, or when there is a hook.
Result<void> save_in_general(Pickler* self, Object* object);
Result<void> save_int(Pickler* self, Int* value);

inline Result<void> save(Pickler* self, Object* object) {
    bool is_int = is_exact<Int>(object) && !self->hook && !self->bytes.frame_is_full();
    if (!is_int) return save_in_general(self, object);
    auto* value = cast<Int>(object);
    auto number = std::uint64_t(value->small);
    if (!value->is_small() || number > INT32_MAX || self->bin == 0) return save_int(self, value);
    if (number < 0x100) self->bytes.write_number<1>(Opcode::int1_, number);
    else if (number < 0x10000) self->bytes.write_number<2>(Opcode::int2_, number);
    else self->bytes.write_number<4>(Opcode::int4_, number);
    return {};
}

// ---------------------------------------------------------------- parts of save()

void save_float(Pickler* self, double value);
void save_bool(Pickler* self, bool value);
Result<void> save_str(Pickler* self, Str* text);
Result<void> save_bytes(Pickler* self, Bytes* bytes);
Result<void> save_bytearray(Pickler* self, Object* object);
Result<void> save_pickle_buffer(Pickler* self, Object* object);
Result<void> save_tuple(Pickler* self, Tuple* tuple);
Result<void> save_list(Pickler* self, List* list);
Result<void> save_dict(Pickler* self, Dict* dict);
Result<void> save_set(Pickler* self, Object* set);
Result<void> save_frozenset(Pickler* self, Object* set);
Result<void> save_list_items(Pickler* self, Object* iterator);
Result<void> save_dict_items(Pickler* self, Object* iterator);
Result<void> save_type(Pickler* self, Object* type);
// `name`: what __reduce__() said; null: its __qualname__.
Result<void> save_global(Pickler* self, Object* object, Object* name);
Result<void> save_by_reducing(Pickler* self, Object* object);
// `object` null: nothing that could be met again.
Result<void> save_reduced(Pickler* self, Tuple* reduced, Object* object);
// callable(*arguments), as what makes `object`.
Result<void> save_call(Pickler* self, Object* callable, std::initializer_list<Object*> arguments, Object* object);

Result<void> memoize(Pickler* self, Object* object);
Result<void> save_get(Pickler* self, Size number);
// As save_get(), of an object that has come into the memo while its parts were saved; false: it has not.
Result<bool> save_get_if_known(Pickler* self, Object* object, Opcode pop, Size pops);

// A container that is being written without memo: ends cycles, for the time of a scope.
class FastPath {
public:
    FastPath(Pickler* pickler, Object* object) : pickler_(pickler), object_(object) {}
    ~FastPath();
    Result<void> enter();
    FastPath(const FastPath&) = delete;
    FastPath& operator=(const FastPath&) = delete;

private:
    Pickler* pickler_;
    Object* object_;
    bool entered_ = false;
};

// The type of PicklerMemoProxy (memo_proxies.cpp).
Result<Object> make_memo_proxy(Pickler* pickler);
Result<void> set_pickler_memo(Pickler* pickler, Object* value);

}  // namespace minipy::pickles
