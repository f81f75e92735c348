// SPDX-License-Identifier: MIT
// Module _abc: abstract base classes. Every ABC has a hidden _abc_impl with three sets of weak references to classes:
// those registered as its subclasses, and those that were once asked about and found to be subclasses, or not to be.
// The last is valid as long as nobody registers a class anywhere (the counter). CPython: Modules/_abc.c; in Python:
// Lib/_py_abc.py.
#include <vector>

#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/set_access.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/modules/weakref.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

namespace {

struct AbcState {
    static constexpr auto module = NativeModule::abc_module;
    std::uint64_t invalidation_counter = 0;
    template <class Visit>
    void each_reference(Visit) {}
};
std::uint64_t& invalidation_counter() { return module_state<AbcState>().invalidation_counter; }

// ---------------------------------------------------------------- weak sets

Result<Object> forget_class(Object* set_reference, Object* class_reference) {
    Ref<Object> set = weak_referent(cast<WeakReference>(set_reference));
    if (set) TRY(set_discard(cast<Set>(set.get()), class_reference));
    return none();
}
// The callback of a weak reference in a weak set; its self is a weak reference to the set.
Result<Object> forget_class_call(Object* self, const Arguments& arguments) {
    TRY(check_positional("_destroy", arguments, 1, 1));
    return forget_class(self, arguments[0]);
}
const Method forget_class_method = {"_destroy(wr, /)", {.bound = nullptr, .raw = forget_class_call}};

Result<void> add_weakly(Ref<Set>& set, Object* cls) {
    if (!set) set = Set::create();
    Ref<WeakReference> to_set = TRY(weak_reference(set.get(), nullptr));
    Ref<NativeFunction> callback = NativeFunction::make(&forget_class_method, to_set.get(), nullptr);
    Ref<WeakReference> reference = TRY(weak_reference(cls, callback.get()));
    return set_add(set.get(), reference.get());
}

Result<bool> is_in(const Ref<Set>& set, Object* cls) {
    if (!set || set->used == 0) return false;
    Result<WeakReference> reference = weak_reference(cls, nullptr);
    if (reference.failed()) {
        if (catch_exception(TypeError)) return false;  // cannot be weakly referenced, so it is not in there
        return Failure{};
    }
    // A comparison may replace the field that the set is in.
    Ref<Set> kept = set;  // NOLINT(performance-unnecessary-copy-initialization)
    return set_contains(kept.get(), reference.take().get());
}

// ---------------------------------------------------------------- _abc_impl

extern Type abc_data_type;

struct AbcData : Object {
    Ref<Set> registry, cache, negative_cache;  // null: empty
    std::uint64_t negative_cache_version;
    static constexpr auto references = field_list<&AbcData::registry, &AbcData::cache, &AbcData::negative_cache>;
    static constexpr Type& type_object = abc_data_type;
};

Result<Object> new_data(Type* type, const Arguments&) {
    Ref<Object> data = TRY(allocate_instance(type));
    cast<AbcData>(data.get())->negative_cache_version = invalidation_counter();
    return data;
}

const TypeSpec abc_data_spec = {
    .name = "_abc._abc_data",
    .doc = "What an abstract class remembers: registered classes, and answers given before.",
    .size = sizeof(AbcData),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<AbcData>,
              .traverse = traverse_references<AbcData>,
              .clear = clear_references<AbcData>,
              .new_ = new_data},
};
Type abc_data_type(abc_data_spec);

Result<AbcData> data_of(Object* cls) {
    Ref<Object> data = TRY(get_attribute(cls, names::abc_impl));
    if (data->type != &abc_data_type) return raise(TypeError, "_abc_impl is set to a wrong type");
    return ref_cast<AbcData>(std::move(data));
}

// ---------------------------------------------------------------- _abc_init

Result<bool> is_abstract(Object* object) {
    Ref<Object> answer = TRY(find_attribute(object, names::dunder_isabstractmethod));
    return answer ? is_true(answer.get()) : Result<bool>(false);
}

// Abstract methods: those the class defines, and those of its bases that are still abstract in it.
Result<void> compute_abstract_methods(Object* cls) {
    Ref<Set> abstract = Set::create();
    Ref<Object> dict = TRY(get_attribute(cls, names::dunder_dict));
    Ref<Object> items = TRY(call_method(dict.get(), names::items));
    Ref<List> own = TRY(List::from_iterable(items.get()));
    for (Size index = 0; index < own->length; ++index) {
        auto* pair = as<Tuple>((*own)[index]);
        if (pair == nullptr || pair->length != 2)
            return raise(TypeError, "Iteration over {}'s items() must give pairs", type_name(dict.get()));
        if (TRY(is_abstract((*pair)[1]))) TRY(set_add(abstract.get(), (*pair)[0]));
    }
    Ref<Object> bases = TRY(get_attribute(cls, names::dunder_bases));
    if (!is<Tuple>(bases.get())) return raise(TypeError, "__bases__ is not tuple");
    for (Object* base : *cast<Tuple>(bases.get())) {
        Ref<Object> inherited = TRY(find_attribute(base, names::dunder_abstractmethods));
        if (!inherited) continue;
        TRY(for_each(inherited.get(), [&](Ref<Object> name) -> Result<void> {
            if (!is<Str>(name.get()))
                return raise(TypeError, "attribute name must be string, not '{}'", type_name(name.get()));
            Ref<Object> value = TRY(find_attribute(cls, cast<Str>(name.get())));
            if (value && TRY(is_abstract(value.get()))) TRY(set_add(abstract.get(), name.get()));
            return {};
        }));
    }
    Ref<Set> frozen = TRY(Set::from_iterable(&FrozenSet::type_object, abstract.get()));
    return set_attribute(cls, names::dunder_abstractmethods, frozen.get());
}

constexpr int cpython_sequence_flag = 1 << 5, cpython_mapping_flag = 1 << 6;

// Sequence and Mapping say in their class body that instances match [a, b] or {"k": v}.
Result<void> take_pattern_flags(Type* type) {
    Ref<Str> name = Str::interned_from("__abc_tpflags__");
    Object* found = dict_get_name(type_dict(type), name.get());
    if (found == nullptr) return {};
    if (is_exact<Int>(found) && cast<Int>(found)->is_small()) {
        std::int64_t flags = cast<Int>(found)->small;
        bool sequence = (flags & cpython_sequence_flag) != 0, mapping = (flags & cpython_mapping_flag) != 0;
        if (sequence && mapping)
            return raise(TypeError, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
        if (sequence) type->set(TypeFlag::sequence_pattern);
        if (mapping) type->set(TypeFlag::mapping_pattern);
    }
    dict_delete_name(type_dict(type), name.get());
    type_modified(type);
    return {};
}

Result<void> abc_init(Object* cls) {
    TRY(compute_abstract_methods(cls));
    Ref<Object> data = TRY(new_data(&abc_data_type, {}));
    TRY(set_attribute(cls, names::abc_impl, data.get()));
    return is<Type>(cls) ? take_pattern_flags(cast<Type>(cls)) : Result<void>();
}

// ---------------------------------------------------------------- _abc_register

void set_pattern_flag(Type* type, TypeFlag flag) {
    if (type->has(TypeFlag::immutable) || type->has(flag)) return;
    type->unset(TypeFlag::sequence_pattern);
    type->unset(TypeFlag::mapping_pattern);
    type->set(flag);
    Size position = 0;
    while (Ref<Type> subclass = next_subclass(type, position)) set_pattern_flag(subclass.get(), flag);
}

Result<Object> abc_register(Object* cls, Object* subclass) {
    if (!is<Type>(subclass)) return raise(TypeError, "Can only register classes");
    if (TRY(is_subclass(subclass, cls))) return share(subclass);
    if (TRY(is_subclass(cls, subclass))) return raise(RuntimeError, "Refusing to create an inheritance cycle");
    Ref<AbcData> data = TRY(data_of(cls));
    TRY(add_weakly(data->registry, subclass));
    ++invalidation_counter();
    if (auto* type = as<Type>(cls)) {
        if (type->has(TypeFlag::sequence_pattern)) set_pattern_flag(cast<Type>(subclass), TypeFlag::sequence_pattern);
        if (type->has(TypeFlag::mapping_pattern)) set_pattern_flag(cast<Type>(subclass), TypeFlag::mapping_pattern);
    }
    return share(subclass);
}

// ---------------------------------------------------------------- isinstance and issubclass

Result<Object> abc_instancecheck(Object* cls, Object* instance) {
    Ref<AbcData> data = TRY(data_of(cls));
    Ref<Object> shown = TRY(get_attribute(instance, names::dunder_class));
    if (TRY(is_in(data->cache, shown.get()))) return to_bool(true);
    Object* real = instance->type;
    if (real == shown.get()) {
        if (data->negative_cache_version == invalidation_counter() && TRY(is_in(data->negative_cache, shown.get())))
            return to_bool(false);
        return call_method(cls, names::dunder_subclasscheck, {shown.get()});
    }
    Ref<Object> answer = TRY(call_method(cls, names::dunder_subclasscheck, {shown.get()}));
    if (TRY(is_true(answer.get()))) return answer;
    return call_method(cls, names::dunder_subclasscheck, {real});
}

// Is `subclass` derived from a registered class, or from a subclass of cls?
Result<bool> is_registered(AbcData* data, Object* cls, Object* subclass) {
    if (data->registry) {
        if (TRY(is_in(data->registry, subclass))) return true;
        // A copy, made without a chance for the collector to run: the death of a class would change the set.
        std::vector<Ref<Object>> references;
        TRY(reserve_room(references, std::size_t(data->registry->used)));
        Size position = 0;
        Object* key;
        Hash key_hash;
        while (set_next(data->registry.get(), position, key, key_hash)) references.push_back(share(key));
        for (const Ref<Object>& reference : references) {
            auto* weak = as<WeakReference>(reference.get());
            Ref<Object> registered = weak != nullptr ? weak_referent(weak) : nullptr;
            if (registered && TRY(is_subclass(subclass, registered.get()))) return true;
        }
    }
    Ref<Object> answer = TRY(call_method(cls, names::dunder_subclasses));
    if (!is<List>(answer.get()))
        return raise(TypeError, "__subclasses__() must return a list, not {}", type_name(answer.get()));
    auto* subclasses = cast<List>(answer.get());
    for (Size index = 0; index < subclasses->length; ++index) {
        Ref<Object> derived = share((*subclasses)[index]);
        if (TRY(is_subclass(subclass, derived.get()))) return true;
    }
    return false;
}

// What __subclasshook__ says, what inheritance says, what registering says, in this order.
Result<bool> find_out(AbcData* data, Object* cls, Object* subclass) {
    Ref<Object> hooked = TRY(call_method(cls, names::dunder_subclasshook, {subclass}));
    if (hooked.get() == &True) return true;
    if (hooked.get() == &False) return false;
    if (hooked.get() != &NotImplemented) {
        return raise(AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
    }
    if (is<Type>(cls) && is_subtype(cast<Type>(subclass), cast<Type>(cls))) return true;
    return is_registered(data, cls, subclass);
}

Result<bool> abc_subclasscheck(Object* cls, Object* subclass) {
    if (!is<Type>(subclass)) return raise(TypeError, "issubclass() arg 1 must be a class");
    Ref<AbcData> data = TRY(data_of(cls));
    if (TRY(is_in(data->cache, subclass))) return true;
    if (data->negative_cache_version < invalidation_counter()) {
        Ref<Set> outdated = std::move(data->negative_cache);
        data->negative_cache_version = invalidation_counter();
    } else if (TRY(is_in(data->negative_cache, subclass))) {
        return false;
    }
    bool answer = TRY(find_out(data.get(), cls, subclass));
    TRY(add_weakly(answer ? data->cache : data->negative_cache, subclass));
    return answer;
}

// ---------------------------------------------------------------- for tests and debugging

Result<Object> get_dump(Object* cls) {
    Ref<AbcData> data = TRY(data_of(cls));
    auto copy = [](const Ref<Set>& set) -> Result<Set> {
        Ref<Set> made = Set::create();
        if (set) TRY(set_update(made.get(), set.get()));
        return made;
    };
    Ref<Set> registry = TRY(copy(data->registry)), cache = TRY(copy(data->cache)),
             negative = TRY(copy(data->negative_cache));
    Ref<Int> version = Int::from_unsigned(data->negative_cache_version);
    return Tuple::of({registry.get(), cache.get(), negative.get(), version.get()});
}

Result<void> reset_registry(Object* cls) {
    TRY(data_of(cls))->registry.reset();
    return {};
}
Result<void> reset_caches(Object* cls) {
    Ref<AbcData> data = TRY(data_of(cls));
    data->cache.reset();
    data->negative_cache.reset();
    return {};
}
Result<Object> get_cache_token() { return Int::from_unsigned(invalidation_counter()); }

const Method abc_functions[] = {
    {"get_cache_token()", bind<get_cache_token>,
     "Gives a number that changes with each register(): answers remembered under another one are stale."},
    {"_abc_init(self, /)", bind<abc_init>,
     "Collects the abstract methods of a new class and gives it its memory; for abc.ABCMeta only."},
    {"_reset_registry(self, /)", bind<reset_registry>, "Forgets the registered classes; for tests."},
    {"_reset_caches(self, /)", bind<reset_caches>, "Forgets the answers given before; for tests."},
    {"_get_dump(self, /)", bind<get_dump>, "Shows what the class remembers: registry, both caches, and their version."},
    {"_abc_register(self, subclass, /)", bind<abc_register>, "Makes a class a virtual subclass; for abc.ABCMeta only."},
    {"_abc_instancecheck(self, instance, /)", bind<abc_instancecheck>,
     "Answers isinstance() for an abstract class; for abc.ABCMeta only."},
    {"_abc_subclasscheck(self, subclass, /)", bind<abc_subclasscheck>,
     "Answers issubclass() for an abstract class: asks caches, __subclasshook__, bases, registry, subclasses."},
};

constexpr ModuleType abc_types[] = {ModuleType::hidden(&abc_data_type)};

}  // namespace

extern const ModuleSpec abc_module = {
    .name = "_abc",
    .doc = "The native half of abc.ABCMeta: abstract methods, registration, and the checks with their caches.",
    .state = &state_spec<AbcState>,
    .functions = abc_functions,
    .types = abc_types,
};

}  // namespace minipy
