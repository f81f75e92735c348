// SPDX-License-Identifier: MIT
// What functools.lru_cache() wraps a function in: a dict from arguments to results. With a limit, the results also hang
// in a ring by age of last use, and the oldest makes room for a new one:
//
//      cache  { key ─▶ link, … }         root ⇄ oldest ⇄ … ⇄ newest ⇄ root
//
// CPython: Modules/_functoolsmodule.c (lru_cache_object).
#include "modules/language/functools/functools.hpp"
#include "modules/native.hpp"
#include "runtime/containers/dict_access.hpp"
#include "runtime/functions/method.hpp"

namespace minipy {

namespace {

struct RingPlace {
    RingPlace* previous;
    RingPlace* next;  // null: in no ring
};

// Owned by the cache's dict and by the ring. Not a container of its own: the wrapper's `traverse` visits what it holds.
struct LruLink : Object, RingPlace {
    Ref<Object> key, result;
    Hash hash;
    static constexpr Type& type_object = lru_link_type;
};

void take_out(RingPlace* link) {
    link->previous->next = link->next;
    link->next->previous = link->previous;
    link->previous = link->next = nullptr;
}

LruLink* link_at(RingPlace* place) { return static_cast<LruLink*>(place); }

struct LruCache : Object {
    RingPlace root;
    Ref<Dict> cache;
    Ref<Object> function, info_type, keyword_mark;
    Replaceable<Dict> dict;
    Size most;  // 0: nothing is remembered; −1: everything
    Size hits, misses;
    bool typed;
    Object* weakrefs;

    ~LruCache() { drop_links(); }
    // Each link leaves the ring before it dies: what it holds may use the cache in its finalizer.
    void drop_links() {
        while (root.next != &root && root.next != nullptr) {
            Ref<LruLink> link = adopt(link_at(root.next));
            take_out(link.get());
        }
    }
    static constexpr auto references = field_list<&LruCache::cache, &LruCache::function, &LruCache::info_type,
                                                  &LruCache::keyword_mark, &LruCache::dict>;
    static constexpr Type& type_object = lru_cache_type;
};

LruCache* cache_of(Object* self) { return static_cast<LruCache*>(self); }

void append(LruCache* self, RingPlace* link) {
    link->previous = self->root.previous;
    link->next = &self->root;
    link->previous->next = self->root.previous = link;
}

// The key of a call: its only argument if that is an int or str; otherwise a tuple of the arguments, and, set off by a
// mark, the keywords, and the types if they count.
Result<Object> make_key(LruCache* self, const Arguments& arguments) {
    Size keywords = arguments.keyword_count();
    if (!self->typed && keywords == 0 && arguments.positional == 1 &&
        (is_exact<Str>(arguments[0]) || is_exact<Int>(arguments[0]))) {
        return share(arguments[0]);
    }
    Size length = arguments.positional + (keywords > 0 ? 1 + 2 * keywords : 0) +
                  (self->typed ? arguments.positional + keywords : 0);
    Ref<Tuple> key = TRY(Tuple::create(length));
    Size place = 0;
    for (Size index = 0; index < arguments.positional; ++index) key->initialize(place++, share(arguments[index]));
    if (keywords > 0) key->initialize(place++, self->keyword_mark);
    for (Size index = 0; index < keywords; ++index) {
        key->initialize(place++, share((*arguments.names)[index]));
        key->initialize(place++, share(arguments[arguments.positional + index]));
    }
    if (self->typed) {
        for (Size index = 0; index < arguments.positional + keywords; ++index)
            key->initialize(place++, share<Object>(arguments[index]->type));
    }
    return key->track();
}

Result<Object> call_remembering_all(LruCache* self, const Arguments& arguments) {
    Ref<Object> key = TRY(make_key(self, arguments));
    Hash key_hash = TRY(hash(key.get()));
    Ref<Object> result = TRY(dict_get(self->cache.get(), key.get(), key_hash));
    if (result) {
        ++self->hits;
        return result;
    }
    ++self->misses;
    result = TRY(call(self->function.get(), arguments));
    TRY(dict_set(self->cache.get(), key.get(), key_hash, result.get()));
    return result;
}

Result<void> remember_in(Ref<LruLink> link, LruCache* self, Ref<Object> key, Hash key_hash, const Ref<Object>& result) {
    link->key = std::move(key);
    link->hash = key_hash;
    link->result = result;
    TRY(dict_set(self->cache.get(), link->key.get(), key_hash, link.get()));
    append(self, link.release());
    return {};
}

Result<void> remember_new(LruCache* self, Ref<Object> key, Hash key_hash, const Ref<Object>& result) {
    Ref<LruLink> link = ref_cast<LruLink>(TRY(allocate_instance(&lru_link_type)));
    return remember_in(std::move(link), self, std::move(key), key_hash, result);
}

// The oldest link is given to the new key. What it held dies last, when the cache is in order again.
Result<void> remember_instead_of_oldest(LruCache* self, Ref<Object> key, Hash key_hash, const Ref<Object>& result) {
    if (self->root.next == &self->root) return {};
    Ref<LruLink> link = adopt(link_at(self->root.next));
    take_out(link.get());
    Ref<Object> old_key = link->key, old_result = link->result;
    Result<Size> found = dict_find(self->cache.get(), old_key.get(), link->hash);
    if (found.failed()) {
        append(self, link.release());
        return Failure{};
    }
    Size entry = found.take();
    // A comparison ran Python code that emptied the cache: nothing more is to be done.
    if (entry < 0) return {};
    Ref<Object> popped = share(self->cache->keys->value_at(entry));
    dict_remove_entry(self->cache.get(), entry);
    return remember_in(std::move(link), self, std::move(key), key_hash, result);
}

Result<Object> call_remembering_some(LruCache* self, const Arguments& arguments) {
    Ref<Object> key = TRY(make_key(self, arguments));
    Hash key_hash = TRY(hash(key.get()));
    Ref<Object> found = TRY(dict_get(self->cache.get(), key.get(), key_hash));
    if (auto* link = as<LruLink>(found.get())) {
        if (link->next != nullptr) {
            take_out(link);
            append(self, link);
        }
        ++self->hits;
        return link->result;
    }
    ++self->misses;
    Ref<Object> result = TRY(call(self->function.get(), arguments));
    // The call may have called us with the same arguments.
    found = TRY(dict_get(self->cache.get(), key.get(), key_hash));
    if (found) return result;
    bool room = self->cache->used < self->most;
    TRY(room ? remember_new(self, std::move(key), key_hash, result)
             : remember_instead_of_oldest(self, std::move(key), key_hash, result));
    return result;
}

Result<Object> lru_call(Object* object, const Arguments& arguments) {
    LruCache* self = cache_of(object);
    Ref<Object> kept = share(object);
    RecursionGuard guard(" while calling a Python object");
    if (guard.failed()) return Failure{};
    if (self->most < 0) return call_remembering_all(self, arguments);
    if (self->most > 0) return call_remembering_some(self, arguments);
    ++self->misses;
    return call(self->function.get(), arguments);
}

Result<Object> make_lru_cache(Type* type, Object* function, Object* maxsize, bool typed, Object* info_type) {
    if (function->type->slots.call == nullptr) return raise(TypeError, "the first argument must be callable");
    Size most = -1;
    if (!is_none(maxsize)) {
        if (maxsize->type->slots.index == nullptr) return raise(TypeError, "maxsize should be integer or None");
        most = std::max<Size>(TRY(to_size(maxsize, &OverflowError)), 0);
    }
    Ref<Object> mark = TRY(call(&object_type));
    Ref<Object> object = TRY(allocate_instance(type));
    LruCache* self = cache_of(object.get());
    self->root.previous = self->root.next = &self->root;
    self->cache = Dict::create();
    self->function = share(function);
    self->info_type = share(info_type);
    self->keyword_mark = std::move(mark);
    self->most = most;
    self->typed = typed;
    return object;
}

Result<Object> cache_info(LruCache* self) {
    Ref<Object> most = self->most < 0 ? none() : Ref<Object>(Int::from(self->most));
    Ref<Int> hits = Int::from(self->hits), misses = Int::from(self->misses), size = Int::from(self->cache->used);
    return call(self->info_type.get(), {hits.get(), misses.get(), most.get(), size.get()});
}

Result<void> cache_clear(LruCache* self) {
    self->hits = self->misses = 0;
    Ref<Object> kept = share<Object>(self);
    dict_clear(self->cache.get());
    self->drop_links();
    return {};
}

Result<Object> lru_cache_reduce(LruCache* self) { return get_attribute(self, names::dunder_qualname); }
Result<Object> copy(LruCache* self) { return share<Object>(self); }
Result<Object> deepcopy(LruCache* self, Object*) { return share<Object>(self); }

Result<Object> lru_get(Object* self, Object* instance, Object*) {
    if (instance == nullptr || is_none(instance)) return share(self);
    return create<BoundMethod>(share(self), share(instance));
}

void lru_traverse(Object* object, VisitFunction visit, void* argument) {
    LruCache* self = cache_of(object);
    for (RingPlace* place = self->root.next; place != &self->root && place != nullptr; place = place->next) {
        visit(link_at(place)->key.get(), argument);
        visit(link_at(place)->result.get(), argument);
    }
    traverse_references<LruCache>(object, visit, argument);
}

void lru_clear(Object* object) {
    cache_of(object)->drop_links();
    clear_references<LruCache>(object);
}

const Method lru_cache_methods[] = {
    {"cache_info(self, /)", bind<cache_info>},       {"cache_clear(self, /)", bind<cache_clear>},
    {"__reduce__(self, /)", bind<lru_cache_reduce>}, {"__copy__(self, /)", bind<copy>},
    {"__deepcopy__(self, memo, /)", bind<deepcopy>},
};
const Getter lru_cache_getters[] = {{"__dict__", generic_get_dict, generic_set_dict}};

const TypeSpec lru_cache_spec = {
    .name = "functools._lru_cache_wrapper",
    .doc =
        "A function that remembers its results by their arguments, and drops those unused for longest when there are "
        "too many.",
    .size = sizeof(LruCache),
    .flags = TypeFlag::gc | TypeFlag::base_type | TypeFlag::method_descriptor,
    .dict_offset = offsetof(LruCache, dict),
    .weakrefs_offset = offsetof(LruCache, weakrefs),
    .slots =
        {.deallocate = destroy<LruCache>,
         .traverse = lru_traverse,
         .clear = lru_clear,
         .new_ = new_by_signature<"lru_cache(type, /, user_function, maxsize, typed, cache_info_type)", make_lru_cache>,
         .call = lru_call,
         .descriptor_get = lru_get},
    .methods = lru_cache_methods,
    .getters = lru_cache_getters,
};

const TypeSpec lru_link_spec = {
    .name = "functools._lru_list_elem",
    .size = sizeof(LruLink),
    .flags = TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<LruLink>},
};

}  // namespace

Type lru_cache_type(lru_cache_spec);
Type lru_link_type(lru_link_spec);

}  // namespace minipy
