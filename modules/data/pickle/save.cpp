// SPDX-License-Identifier: MIT
// save(): which way an object is written. The order of the questions is CPython's, and can be seen from outside: the
// hook for persistent ids is asked first, the memo only for what can be in it, reducer_override before classes and
// functions are taken by name. CPython: Modules/_pickle.c (save, memo_put, memo_get).
// Next: save_values.cpp, save_containers.cpp, save_reduce.cpp, save_global.cpp.
#include "modules/data/pickle/pickle_buffer.hpp"
#include "modules/data/pickle/pickler.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/numbers/float.hpp"

namespace minipy::pickles {

// ---------------------------------------------------------------- memo

Result<void> memoize(Pickler* self, Object* object) {
    if (self->fast != 0) return {};
    Size number = self->memo.count();
    TRY(self->memo.set(object, number));
    if (self->protocol >= 4) {
        self->bytes.write(Opcode::memoize_);
    } else if (self->bin == 0) {
        self->bytes.write_line(Opcode::put_line_, number);
    } else if (number < 256) {
        self->bytes.write_number<1>(Opcode::put1_, std::uint64_t(number));
    } else if (number <= 0xFFFFFFFF) {
        self->bytes.write_number<4>(Opcode::put4_, std::uint64_t(number));
    } else {
        return raise(pickling_error(), "memo id too large for LONG_BINPUT");
    }
    return {};
}

Result<void> save_get(Pickler* self, Size number) {
    if (self->bin == 0) {
        self->bytes.write_line(Opcode::get_line_, number);
    } else if (number >= 0 && number < 256) {
        self->bytes.write_number<1>(Opcode::get1_, std::uint64_t(number));
    } else if (number >= 0 && number <= 0xFFFFFFFF) {
        self->bytes.write_number<4>(Opcode::get4_, std::uint64_t(number));
    } else {
        return raise(pickling_error(), "memo id too large for LONG_BINGET");
    }
    return {};
}

Result<bool> save_get_if_known(Pickler* self, Object* object, Opcode pop, Size pops) {
    const MemoEntry* known = self->memo.find(object);
    if (known == nullptr) return false;
    Size number = known->number;
    for (Size round = 0; round < pops; ++round) self->bytes.write(pop);
    TRY(save_get(self, number));
    return true;
}

// ---------------------------------------------------------------- without memo

Result<void> FastPath::enter() {
    if (pickler_->fast == 0) return {};
    constexpr std::size_t unchecked_depth = 49;
    std::vector<const Object*>& path = pickler_->fast_path;
    if (path.size() >= unchecked_depth && std::find(path.begin(), path.end(), object_) != path.end()) {
        return raise(ValueError, "fast mode: can't pickle cyclic objects including object type {} at {}",
                     type_name(object_), address_of(object_));
    }
    TRY(reserve_more(path, 1));
    path.push_back(object_);
    entered_ = true;
    return {};
}

FastPath::~FastPath() {
    if (entered_ && !pickler_->fast_path.empty()) pickler_->fast_path.pop_back();
}

// ---------------------------------------------------------------- the way

namespace {

// Between two objects: a full frame is closed, and goes to the file.
Result<void> pass_boundary_if_full(Pickler* self) {
    if (!self->bytes.frame_is_full()) [[likely]]
        return {};
    self->bytes.close_frame();
    if (!self->output) return {};
    TRY(flush(self));
    self->bytes.forget_bytes();
    return {};
}

Result<void> save_composed(Pickler* self, Object* object) {
    RecursionGuard guard(" while pickling an object");
    if (guard.failed()) return Failure{};
    if (is_exact<Dict>(object)) return save_dict(self, cast<Dict>(object));
    if (is_exact<Set>(object)) return save_set(self, object);
    if (is_exact<FrozenSet>(object)) return save_frozenset(self, object);
    if (is_exact<List>(object)) return save_list(self, cast<List>(object));
    if (is_exact<Tuple>(object)) return save_tuple(self, cast<Tuple>(object));
    if (is_exact<ByteArray>(object)) return save_bytearray(self, object);
    if (is_exact<PickleBuffer>(object)) return save_pickle_buffer(self, object);
    return save_by_reducing(self, object);
}

Result<void> save_without_hook(Pickler* self, Object* object) {
    if (is_exact<Int>(object)) return save_int(self, cast<Int>(object));
    if (is_none(object)) return self->bytes.write(Opcode::none_), Result<void>();
    if (object == &True || object == &False) return save_bool(self, object == &True), Result<void>();
    if (is_exact<Float>(object)) return save_float(self, cast<Float>(object)->value), Result<void>();
    if (const MemoEntry* known = self->memo.find(object)) return save_get(self, known->number);
    if (is_exact<Str>(object)) return save_str(self, cast<Str>(object));
    if (is_exact<Bytes>(object)) return save_bytes(self, cast<Bytes>(object));
    return save_composed(self, object);
}

// True: the hook knows a persistent id for the object, which has been written. The id itself is not asked for its own.
Result<bool> save_persistent(Pickler* self, Object* object) {
    Ref<Object> id = TRY(call_hook(self, object));
    if (is_none(id.get())) return false;
    if (self->bin == 0) {
        Ref<Str> text = TRY(to_str(id.get()));
        if (!text->ascii) return raise(pickling_error(), "persistent IDs in protocol 0 must be ASCII strings");
        self->bytes.write(Opcode::persistent_line_);
        self->bytes.write(text->view());
        self->bytes.write(std::string_view("\n"));
        return true;
    }
    TRY(pass_boundary_if_full(self));
    TRY(save_without_hook(self, id.get()));
    self->bytes.write(Opcode::persistent_);
    return true;
}

}  // namespace

Result<void> save_in_general(Pickler* self, Object* object) {
    TRY(pass_boundary_if_full(self));
    if (self->hook) [[unlikely]] {
        if (TRY(save_persistent(self, object))) return {};
    }
    return save_without_hook(self, object);
}

}  // namespace minipy::pickles
