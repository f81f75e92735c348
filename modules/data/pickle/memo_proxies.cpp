// SPDX-License-Identifier: MIT
// PicklerMemoProxy and UnpicklerMemoProxy: what the attribute `memo` gives, and what it can be set to. A proxy holds
// its pickler; copy() makes a dict of what is in the memo at that time. (CPython 3.11 drops the contents of a dict that
// an unpickler's memo is set to; here it becomes the memo.)
// CPython: Modules/_pickle.c. Next: unpickler.hpp.
#include "modules/data/pickle/pickler.hpp"
#include "modules/data/pickle/unpickler.hpp"

namespace minipy::pickles {

namespace {

struct PicklerMemoProxy : Object {
    Ref<Pickler> owner;  // null: cleared by the collector
    PicklerMemoProxy(Type* proxy_type, Ref<Pickler> pickler) : Object(proxy_type), owner(std::move(pickler)) {}
    static constexpr auto references = field_list<&PicklerMemoProxy::owner>;
    static Type type_object;
};

struct UnpicklerMemoProxy : Object {
    Ref<Unpickler> owner;
    UnpicklerMemoProxy(Type* proxy_type, Ref<Unpickler> unpickler) : Object(proxy_type), owner(std::move(unpickler)) {}
    static constexpr auto references = field_list<&UnpicklerMemoProxy::owner>;
    static Type type_object;
};

// id → (number, object)
Result<Dict> memo_as_dict(Pickler* owner) {
    Ref<Dict> dict = Dict::create();
    TRY(owner->memo.for_each_entry([&](const MemoEntry& entry) -> Result<void> {
        Ref<Int> number = Int::from(entry.number);
        Ref<Int> address = Int::from_unsigned(reinterpret_cast<std::uintptr_t>(entry.key));
        return dict_set(dict.get(), address.get(), Tuple::of({number.get(), entry.key}).get());
    }));
    return dict;
}

// number → object
Result<Dict> memo_as_dict(Unpickler* owner) { return owner->memo.to_dict(); }

template <class Proxy>
Result<Dict> copy_memo(Proxy* self) {
    auto owner = self->owner;
    return owner ? memo_as_dict(owner.get()) : Result<Dict>(Dict::create());
}

template <class Proxy>
Result<void> clear_memo_of(Proxy* self) {
    if (auto owner = self->owner) owner->memo.clear();
    return {};
}

template <class Proxy>
Result<Object> reduce_memo(Proxy* self) {
    Ref<Dict> contents = TRY(copy_memo(self));
    Ref<Tuple> arguments = Tuple::of({contents.get()});
    return Tuple::of({&Dict::type_object, arguments.get()});
}

template <class Proxy>
constexpr Method memo_proxy_methods[] = {
    {"clear(self, /)", bind<clear_memo_of<Proxy>>, "Forgets all objects."},
    {"copy(self, /)", bind<copy_memo<Proxy>>, "Gives what is remembered as a new dict."},
    {"__reduce__(self, /)", bind<reduce_memo<Proxy>>, "Pickles as a dict."},
};

template <class Proxy>
constexpr TypeSpec memo_proxy_spec(const char* name) {
    return {
        .name = name,
        .size = sizeof(Proxy),
        .flags = TypeFlag::gc | TypeFlag::no_instantiation,
        .slots = {.deallocate = destroy<Proxy>,
                  .traverse = traverse_references<Proxy>,
                  .clear = clear_references<Proxy>,
                  .hash = hash_not_implemented},
        .methods = memo_proxy_methods<Proxy>,
    };
}

const TypeSpec pickler_memo_proxy_spec = memo_proxy_spec<PicklerMemoProxy>("_pickle.PicklerMemoProxy");
const TypeSpec unpickler_memo_proxy_spec = memo_proxy_spec<UnpicklerMemoProxy>("_pickle.UnpicklerMemoProxy");

}  // namespace

Type PicklerMemoProxy::type_object(pickler_memo_proxy_spec);
Type UnpicklerMemoProxy::type_object(unpickler_memo_proxy_spec);

Type* const memo_proxy_types[] = {&PicklerMemoProxy::type_object, &UnpicklerMemoProxy::type_object};

Result<Object> make_memo_proxy(Pickler* pickler) { return create<PicklerMemoProxy>(share(pickler)); }
Result<Object> make_memo_proxy(Unpickler* unpickler) { return create<UnpicklerMemoProxy>(share(unpickler)); }

// ---------------------------------------------------------------- setting a memo

namespace {

Failure cannot_delete() { return raise(TypeError, "attribute deletion is not supported"); }

// Numbers are exact ints here: nothing that could run Python while the dict is walked over.
Result<Size> memo_number(Object* object) {
    if (!is<Int>(object)) return raise(TypeError, "an integer is required");
    auto* number = cast<Int>(object);
    if (!number->is_small()) return raise(OverflowError, "Python int too large to convert to C ssize_t");
    return Size(number->small);
}

Result<void> fill_memo(MemoTable& memo, Dict* dict) {
    Size position = 0;
    Object *key, *value;
    while (dict_next(dict, position, key, value)) {
        auto* pair = as<Tuple>(value);
        if (pair == nullptr || pair->length != 2) return raise(TypeError, "'memo' values must be 2-item tuples");
        TRY(memo.set((*pair)[1], TRY(memo_number((*pair)[0]))));
    }
    return {};
}

Result<void> fill_memo(NumberedMemo& memo, Dict* dict) {
    Size position = 0;
    Object *key, *value;
    while (dict_next(dict, position, key, value)) {
        if (!is<Int>(key)) return raise(TypeError, "memo key must be integers");
        Size number = TRY(memo_number(key));
        if (number < 0) return raise(ValueError, "memo key must be positive integers.");
        TRY(memo.put(number, share(value)));
    }
    return {};
}

template <class Proxy, class Owner>
Result<void> replace_memo(Owner* owner, Object* value, const char* proxy_name) {
    if (value == nullptr) return cannot_delete();
    decltype(owner->memo) made;
    if (is_exact<Proxy>(value)) {
        auto other = cast<Proxy>(value)->owner;
        if (other) TRY(made.copy_from(other->memo));
    } else if (is<Dict>(value)) {
        TRY(fill_memo(made, cast<Dict>(value)));
    } else {
        return raise(TypeError, "'memo' attribute must be {} object or dict, not {}", proxy_name, type_name(value));
    }
    owner->memo.swap(made);
    return {};
}

}  // namespace

Result<void> set_pickler_memo(Pickler* pickler, Object* value) {
    return replace_memo<PicklerMemoProxy>(pickler, value, "a PicklerMemoProxy");
}
Result<void> set_unpickler_memo(Unpickler* unpickler, Object* value) {
    return replace_memo<UnpicklerMemoProxy>(unpickler, value, "an UnpicklerMemoProxy");
}

}  // namespace minipy::pickles
