// SPDX-License-Identifier: MIT
// dict: look-up, insertion, deletion, growth, and the operations C++ code uses. The Python methods are in
// dict_methods.cpp, views and iterators in dict_views.cpp. CPython: Objects/dictobject.c.
#include "runtime/containers/dict.hpp"

#include "runtime/containers/dict_access.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/memory/reserve.hpp"

namespace minipy {

Dict::~Dict() { release_keys(keys); }

// An empty dict cannot be part of a cycle: the collector learns of it when the first container is put in.
Ref<Dict> Dict::create() {
    Object* memory = allocate_object(&Dict::type_object, sizeof(Dict));
    return adopt(::new (memory) Dict(&Dict::type_object));
}

// ---------------------------------------------------------------- look-up

namespace {

// Where a key was found, or that it was not; restart: a comparison changed the dict.
enum class DictStep : std::uint8_t { differs, found, restart, failed };

DictStep compare_keys(Dict* dict, DictKeys* keys, Size entry, Object* key, Hash hash) {
    std::size_t mask = keys->mask();
    Object* candidate = keys->key_at(entry);
    if (candidate == key) return DictStep::found;
    if (keys->hash_at(entry) != hash) return DictStep::differs;
    if (candidate->type == &Str::type_object && key->type == &Str::type_object) {
        return str_equal(cast<Str>(candidate), cast<Str>(key)) ? DictStep::found : DictStep::differs;
    }
    Ref<Object> kept = share(candidate);
    Result<bool> same = compare_bool(candidate, key, Comparison::equal);
    if (same.failed()) return DictStep::failed;
    // Another table may have come to lie where the old one was.
    bool changed =
        dict->keys != keys || keys->mask() != mask || entry >= keys->entry_count || keys->key_at(entry) != candidate;
    if (changed) return DictStep::restart;
    return same.take() ? DictStep::found : DictStep::differs;
}

}  // namespace

Result<Size> dict_find(Dict* dict, Object* key, Hash hash) {
    if (key->type == &Str::type_object && dict->keys->kind == KeysKind::str) {
        return find_name(dict->keys, cast<Str>(key));
    }
restart:
    DictKeys* keys = dict->keys;
    ProbeSequence probe(hash, keys->mask());
    for (;; probe.advance()) {
        Size entry = read_index(keys, probe.slot());
        if (entry == slot_empty) return slot_empty;
        if (entry < 0) continue;
        switch (compare_keys(dict, keys, entry, key, hash)) {
            case DictStep::found: return entry;
            case DictStep::differs: break;
            case DictStep::restart: goto restart;
            case DictStep::failed: return Failure{};
        }
    }
}

Maybe<Object> dict_get(Dict* dict, Object* key, Hash hash) {
    Size entry = TRY(dict_find(dict, key, hash));
    if (entry < 0) return nothing;
    return share(dict->keys->value_at(entry));
}

Maybe<Object> dict_get(Dict* dict, Object* key) { return dict_get(dict, key, TRY(hash(key))); }

Result<bool> dict_contains(Dict* dict, Object* key) { return TRY(dict_find(dict, key, TRY(hash(key)))) >= 0; }

Object* dict_get_name(Dict* dict, const Str* name) {
    Size entry = find_name(dict->keys, name);
    return entry < 0 ? nullptr : dict->keys->value_at(entry);
}

// ---------------------------------------------------------------- growth

namespace {

void maintain_tracking(Dict* dict, Object* key, Object* value) {
    if (gc::is_tracked(dict)) [[likely]]
        return;
    if (gc::may_be_tracked(key) || gc::may_be_tracked(value)) gc::track(dict);
}

// Appends an entry to a table that has room; both references are taken over.
void append_entry(DictKeys* keys, Object* key, Hash hash, Object* value) {
    Size entry = keys->entry_count++;
    --keys->usable;
    keys->version = 0;
    write_index(keys, find_empty_slot(keys, hash), entry);
    if (keys->kind == KeysKind::str) {
        keys->str_entries()[entry] = {key, value};
    } else {
        keys->hashed_entries()[entry] = {hash, key, value};
    }
}

// A new table with the live entries in order; the references move.
Result<void> rebuild(Dict* dict, std::uint8_t log2_size, KeysKind kind) {
    DictKeys* old = dict->keys;
    DictKeys* grown = new_keys(log2_size, kind);
    if (grown == nullptr) return raise_no_memory();
    for (Size entry = 0; entry < old->entry_count; ++entry) {
        Object* value = old->value_at(entry);
        if (value == nullptr) continue;
        append_entry(grown, old->key_at(entry), old->hash_at(entry), value);
        old->key_at(entry) = old->value_at(entry) = nullptr;
    }
    grown->watch = old->watch;
    dict->keys = grown;
    if (old->reference_count == 1) old->entry_count = 0;
    release_keys(old);
    return {};
}

// Makes sure that one more entry fits and that the table can hold this kind of key. CPython grows to three times what
// is used, so that a dict with many deletions shrinks.
Result<void> make_room(Dict* dict, bool key_is_str) {
    DictKeys* keys = dict->keys;
    KeysKind kind = key_is_str ? keys->kind : KeysKind::hashed;
    if (dict->used == 0 && keys->usable == 0) kind = key_is_str ? KeysKind::str : KeysKind::hashed;
    if (keys->usable > 0 && kind == keys->kind) return {};
    std::uint8_t log2_size = keys->log2_size;
    if (keys->usable <= 0) {
        log2_size = smallest_log2_size;
        while ((Size(1) << log2_size) < dict->used * 3) ++log2_size;
    }
    return rebuild(dict, log2_size, kind);
}

// A value of a class's namespace is about to be replaced or removed. From here on changes are seen again: the death of
// the old value may run a program that makes one.
void tell_watched_change(DictKeys* keys) {
    if (keys->watch == DictWatch::watched) type_modified(&object_type);
    keys->watch = DictWatch::watched;
}

// Removes the entry; the slot becomes "deleted" so that probe sequences stay intact.
void remove_entry(Dict* dict, Size entry, Hash hash) {
    DictKeys* keys = dict->keys;
    if (keys->watch != DictWatch::none) [[unlikely]]
        tell_watched_change(keys);
    ProbeSequence probe(hash, keys->mask());
    while (read_index(keys, probe.slot()) != entry) probe.advance();
    write_index(keys, probe.slot(), slot_deleted);
    keys->version = 0;
    --dict->used;
    // In a str table the key stays readable for hash_at only while it is there: both go together.
    Ref<Object> key = adopt(std::exchange(keys->key_at(entry), nullptr));
    Ref<Object> value = adopt(std::exchange(keys->value_at(entry), nullptr));
}

}  // namespace

Result<void> dict_set(Dict* dict, Object* key, Hash hash, Object* value) {
    Size entry = TRY(dict_find(dict, key, hash));
    maintain_tracking(dict, key, value);
    if (entry >= 0) {
        if (dict->keys->watch != DictWatch::none) [[unlikely]]
            tell_watched_change(dict->keys);
        Ref<Object> old = adopt(std::exchange(dict->keys->value_at(entry), share(value).release()));
        return {};
    }
    TRY(make_room(dict, key->type == &Str::type_object));
    append_entry(dict->keys, share(key).release(), hash, share(value).release());
    ++dict->used;
    return {};
}

Result<void> dict_set(Dict* dict, Object* key, Object* value) { return dict_set(dict, key, TRY(hash(key)), value); }

void dict_set_name(Dict* dict, Str* name, Object* value) {
    Ref<Object> kept = share(value);
    if (dict_set(dict, name, str_hash(name), value).ok()) return;
    clear_exception();
    heap::note_exhausted();  // the only thing that can go wrong: the loop raises MemoryError
}

Result<Size> dict_add_missing(Dict* dict, Object* key, Hash hash, Object* value) {
    maintain_tracking(dict, key, value);
    TRY(make_room(dict, key->type == &Str::type_object));
    append_entry(dict->keys, share(key).release(), hash, share(value).release());
    ++dict->used;
    return dict->keys->entry_count - 1;
}

Maybe<Object> dict_pop(Dict* dict, Object* key) {
    if (dict->used == 0) return nothing;
    Hash key_hash = TRY(hash(key));
    Size entry = TRY(dict_find(dict, key, key_hash));
    if (entry < 0) return nothing;
    Ref<Object> value = share(dict->keys->value_at(entry));
    remove_entry(dict, entry, key_hash);
    return value;
}

Result<bool> dict_delete(Dict* dict, Object* key) {
    Hash key_hash = TRY(hash(key));
    Size entry = TRY(dict_find(dict, key, key_hash));
    if (entry < 0) return false;
    remove_entry(dict, entry, key_hash);
    return true;
}

bool dict_delete_name(Dict* dict, Str* name) {
    Size entry = find_name(dict->keys, name);
    if (entry < 0) return false;
    remove_entry(dict, entry, str_hash(name));
    return true;
}

void dict_remove_entry(Dict* dict, Size entry) { remove_entry(dict, entry, dict->keys->hash_at(entry)); }

Result<Object> dict_set_default(Dict* dict, Object* key, Object* default_value) {
    Hash key_hash = TRY(hash(key));
    Size entry = TRY(dict_find(dict, key, key_hash));
    if (entry < 0) entry = TRY(dict_add_missing(dict, key, key_hash, default_value));
    return share(dict->keys->value_at(entry));
}

namespace {

// One by one: the table, and that it is watched, stay.
void remove_entries(Dict* dict) {
    for (Size entry = 0; entry < dict->keys->entry_count; ++entry) {
        if (dict->keys->value_at(entry) != nullptr) dict_remove_entry(dict, entry);
    }
}

}  // namespace

// Empty before the first entry dies: a finalizer may look at the dict, and add to it.
void dict_clear(Dict* dict) {
    if (dict->keys->watch != DictWatch::none) return remove_entries(dict);
    DictKeys* old = std::exchange(dict->keys, empty_keys());
    dict->used = 0;
    release_keys(old);
}

// ---------------------------------------------------------------- copying and merging

namespace {

// Fills an empty dict, without comparing keys that are known to differ.
Result<void> copy_entries(Dict* copy, Dict* dict) {
    DictKeys* keys = new_keys(log2_size_for(dict->used), dict->keys->kind);
    if (keys == nullptr) return raise_no_memory();
    release_keys(std::exchange(copy->keys, keys));
    DictKeys* from = dict->keys;
    for (Size entry = 0; entry < from->entry_count; ++entry) {
        Object* value = from->value_at(entry);
        if (value == nullptr) continue;
        append_entry(keys, share(from->key_at(entry)).release(), from->hash_at(entry), share(value).release());
        ++copy->used;
    }
    if (gc::is_tracked(dict) && !gc::is_tracked(copy)) gc::track(copy);
    return {};
}

}  // namespace

Size Dict::bytes_beside() const {
    if (keys->reference_count > 1) return 0;  // the table is not its own
    Size entry = keys->kind == KeysKind::str ? Size(sizeof(StrEntry)) : Size(sizeof(HashedEntry));
    return Size(sizeof(DictKeys)) + Size(keys->index_bytes()) + usable_for(keys->log2_size) * entry;
}

Result<Dict> dict_copy(Dict* dict) {
    Ref<Dict> copy = Dict::create();
    if (dict->used > 0) TRY(copy_entries(copy.get(), dict));
    return copy;
}

bool dict_next(Dict* dict, Size& position, Object*& key, Object*& value) {
    DictKeys* keys = dict->keys;
    while (position < keys->entry_count) {
        Size entry = position++;
        value = keys->value_at(entry);
        if (value == nullptr) continue;
        key = keys->key_at(entry);
        return true;
    }
    return false;
}

namespace {

Result<void> merge_dict(Dict* dict, Dict* other, PresentKeys present) {
    if (other == dict || other->used == 0) return {};
    // CPython clones a table without gaps and of the right size; through others it goes key by key.
    bool clones = dict->used == 0 && dict->keys->watch == DictWatch::none && other->used == other->keys->entry_count &&
                  other->keys->log2_size == log2_size_for(other->used);
    if (clones) return copy_entries(dict, other);
    Size position = 0;
    Object *key, *value;
    Size expected = other->used;
    while (dict_next(other, position, key, value)) {
        // Setting compares keys, which may change either dict: the pair is held, and the other's size looked at after.
        Ref<Object> kept_key = share(key), kept_value = share(value);
        Hash key_hash = other->keys->hash_at(position - 1);
        if (present == PresentKeys::replaced) {
            TRY(dict_set(dict, key, key_hash, value));
        } else if (TRY(dict_find(dict, key, key_hash)) < 0) {
            TRY(dict_add_missing(dict, key, key_hash, value));
        }
        if (other->used != expected) return raise(RuntimeError, "dict mutated during update");
    }
    return {};
}

// The keys are listed before the first value is asked for; a list is taken as it is.
Result<void> merge_mapping(Dict* dict, Object* mapping, PresentKeys present) {
    Ref<Object> answer = TRY(call_method(mapping, names::keys));
    Result<Object> iterator = get_iterator(answer.get());
    if (iterator.failed()) {
        if (!catch_exception(TypeError)) return Failure{};
        return raise(TypeError, "{}.keys() returned a non-iterable (type {})", type_name(mapping),
                     type_name(answer.get()));
    }
    Ref<Object> keys = is_exact<List>(answer.get()) ? answer : TRY(List::from_iterable(iterator.take().get()));
    return for_each(keys.get(), [&](Ref<Object> key) -> Result<void> {
        if (present == PresentKeys::kept && TRY(dict_contains(dict, key.get()))) return {};
        Ref<Object> value = TRY(get_item(mapping, key.get()));
        return dict_set(dict, key.get(), value.get());
    });
}

Result<void> merge_pairs(Dict* dict, Object* pairs, PresentKeys present) {
    Size number = 0;
    return for_each(pairs, [&](Ref<Object> item) -> Result<void> {
        Result<Tuple> made = Tuple::from_iterable(item.get());
        if (made.failed()) {
            if (!exception_matches(TypeError)) return Failure{};
            clear_exception();
            return raise(TypeError, "cannot convert dictionary update sequence element #{} to a sequence", number);
        }
        Ref<Tuple> pair = made.take();
        if (pair->length != 2) {
            return raise(ValueError, "dictionary update sequence element #{} has length {}; 2 is required", number,
                         pair->length);
        }
        ++number;
        if (present == PresentKeys::kept && TRY(dict_contains(dict, (*pair)[0]))) return {};
        return dict_set(dict, (*pair)[0], (*pair)[1]);
    });
}

}  // namespace

Result<void> dict_update(Dict* dict, Object* other, PresentKeys present) {
    // A subclass that iterates differently is asked for its keys.
    if (is<Dict>(other) && other->type->slots.iter == Dict::type_object.slots.iter) {
        return merge_dict(dict, cast<Dict>(other), present);
    }
    Ref<Object> keys = TRY(find_attribute(other, names::keys));
    return keys ? merge_mapping(dict, other, present) : merge_pairs(dict, other, present);
}

Result<void> dict_merge_mapping(Dict* dict, Object* mapping) {
    if (is<Dict>(mapping)) return dict_update(dict, mapping, PresentKeys::replaced);
    return merge_mapping(dict, mapping, PresentKeys::replaced);
}

// ---------------------------------------------------------------- lists of contents

namespace {

template <class Pick>
Result<List> collect(Dict* dict, Pick pick) {
    Ref<List> list = List::create();
    Size position = 0;
    Object *key, *value;
    while (dict_next(dict, position, key, value)) TRY(list_append(list.get(), pick(key, value)));
    return list;
}

}  // namespace

Result<List> dict_keys_list(Dict* dict) {
    return collect(dict, [](Object* key, Object*) { return share(key); });
}
Result<List> dict_values_list(Dict* dict) {
    return collect(dict, [](Object*, Object* value) { return share(value); });
}
Result<List> dict_items_list(Dict* dict) {
    return collect(dict, [](Object* key, Object* value) { return Ref<Object>(Tuple::of({key, value})); });
}

void dict_watch(Dict* dict) {
    if (dict->keys != empty_keys()) dict->keys->watch = DictWatch::watched;
}

std::uint32_t dict_keys_version(Dict* dict) {
    static std::uint32_t last_version = 1;  // 1 is the empty table's
    if (dict->keys->version == 0 && last_version != UINT32_MAX) dict->keys->version = ++last_version;
    return dict->keys->version;
}

void traverse_dict(Object* self, VisitFunction visit, void* argument) {
    DictKeys* keys = static_cast<Dict*>(self)->keys;
    for (Size entry = 0; entry < keys->entry_count; ++entry) {
        if (Object* value = keys->value_at(entry)) {
            visit(value, argument);
            if (keys->kind != KeysKind::str) visit(keys->key_at(entry), argument);
        }
    }
}

void clear_dict(Object* self) { dict_clear(static_cast<Dict*>(self)); }

}  // namespace minipy
