// SPDX-License-Identifier: MIT
// Walking over what is shown. Next: snapshot.cpp, which copies the same.
#include "trace/fingerprint.hpp"

#include <bit>

#include "runtime/bytes/bytes.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"

namespace minipy::trace {

namespace {

std::uint64_t address(const void* object) { return reinterpret_cast<std::uintptr_t>(object); }

}  // namespace

bool Fingerprint::can_take(Object* object) {
    if (is_exact<List>(object) || is_exact<Tuple>(object) || is_exact<Dict>(object) || is_exact<Set>(object) ||
        is_exact<FrozenSet>(object) || is_exact<Cell>(object))
        return true;
    const Type* type = object->type;
    return type->has(TypeFlag::heap) && type->layout == &object_type && !type->has(TypeFlag::type_subclass) &&
           !type->has(TypeFlag::exception_subclass);
}

void Fingerprint::add_item(Object* item) {
    if (item == nullptr || item == &None || item == &True || item == &False) return add(address(item));
    const Type* type = item->type;
    if (type == &Int::type_object && cast<Int>(item)->is_small()) return add(std::uint64_t(cast<Int>(item)->small));
    if (type == &Float::type_object) return add(std::bit_cast<std::uint64_t>(cast<Float>(item)->value) + 1);
    if (type == &Str::type_object) return add(std::uint64_t(str_hash(cast<Str>(item))) + 2);
    if (type == &Int::type_object) return add(std::uint64_t(int_hash(cast<Int>(item))) + 3);
    if (type == &Bytes::type_object) {
        for (char byte : cast<Bytes>(item)->view().substr(0, std::size_t(256))) add(std::uint8_t(byte));
        return add(std::uint64_t(cast<Bytes>(item)->view().size()));
    }
    add(address(item));
    parts_.push_back(item);
}

struct Fingerprint::Walk {
    Fingerprint& fingerprint;
    void begins(ValueKind, Size total, int) { fingerprint.add(std::uint64_t(total)); }
    void name(Object* name) { fingerprint.add_item(name); }
    void item(Object* item) { fingerprint.add_item(item); }
};

std::uint64_t Fingerprint::take(Object* object, bool with_items) {
    hash_ = address(object->type);
    Walk walk{*this};
    walk_shown(object, with_items ? most_shown_of(object, options_) : 0, walk);
    return hash_;
}

}  // namespace minipy::trace
