// SPDX-License-Identifier: MIT
// dict: a count and a DictKeys table. dict_table.hpp has the picture, and what always holds of a table.
//
// Three families of functions, by what they may do:
//
//   dict_get, dict_set, dict_delete …     any key. Hashing and comparing may run Python code, which may change this
//                                         dict: after each such call the look-up checks that the table is still the
//                                         same, and starts again if not. They can fail.
//   dict_get_name, dict_set_name …        the key is a name (an exact str). They run no Python code but what the death
//                                         of an old value runs, and fail for nothing but memory, which is told by the
//                                         loop (memory/reserve.hpp). For dicts of modules, classes and instances.
//   dict_next                             the entries in order, borrowed. While somebody walks so, nothing may run that
//                                         could change the dict; else share() key and value, and look whether `used`
//                                         is still the same after each round, as merge_dict() does.
//
// Order of release: what is taken out or replaced dies when the dict is whole again. So a __del__ or the callback of a
// weak reference that looks at the dict finds it without the old value, and may change it.
//
// The collector need not know a dict that holds only atoms: it is tracked when the first container is put in,
// and untracked again when a full collection finds none in it.
//
// CPython: Objects/dictobject.c. Next: dict.cpp, dict_views.cpp.
#pragma once

#include "runtime/containers/dict_table.hpp"

namespace minipy {

struct Dict : Object {
    Size used = 0;
    DictKeys* keys;  // never null

    explicit Dict(Type* dict_type) : Object(dict_type), keys(empty_keys()) {}
    ~Dict();

    static Ref<Dict> create();
    // Bytes of the memory that it owns beside its own block.
    Size bytes_beside() const;

    static constexpr TypeFlag subclass_flag = TypeFlag::dict_subclass;
    static Type type_object;
};

// nothing: no such key. Fails if the key is unhashable or a comparison raises.
Maybe<Object> dict_get(Dict* dict, Object* key);
Maybe<Object> dict_get(Dict* dict, Object* key, Hash hash);
Result<bool> dict_contains(Dict* dict, Object* key);
// Borrowed, null when absent; cannot fail.
Object* dict_get_name(Dict* dict, const Str* name);

Result<void> dict_set(Dict* dict, Object* key, Object* value);
Result<void> dict_set(Dict* dict, Object* key, Hash hash, Object* value);
// For dicts whose keys are names: module, class and instance dicts. Cannot fail short of memory.
void dict_set_name(Dict* dict, Str* name, Object* value);

Result<bool> dict_delete(Dict* dict, Object* key);  // false: no such key
bool dict_delete_name(Dict* dict, Str* name);
Maybe<Object> dict_pop(Dict* dict, Object* key);
Result<Object> dict_set_default(Dict* dict, Object* key, Object* default_value);
void dict_clear(Dict* dict);
Result<Dict> dict_copy(Dict* dict);
// dict.update(other): from a mapping (has keys()) or an iterable of pairs.
enum class PresentKeys : std::uint8_t { replaced, kept };
Result<void> dict_update(Dict* dict, Object* other, PresentKeys present = PresentKeys::replaced);

// Iterates in insertion order: start with position 0. Borrowed; the dict must not change meanwhile.
bool dict_next(Dict* dict, Size& position, Object*& key, Object*& value);

Result<List> dict_keys_list(Dict* dict);
Result<List> dict_values_list(Dict* dict);
Result<List> dict_items_list(Dict* dict);

// From now on who replaces or removes a value of this dict, the namespace of a class, makes all classes forget what
// attribute caches hold, borrowed. Programs can get at such a dict: a mappingproxy hands it to what it is compared
// with, gc.get_referents() shows it.
void dict_watch(Dict* dict);
// The class itself is about to change one value, and says so by type_modified(): the next change need not be seen.
inline void dict_announce_change(Dict* dict) {
    if (dict->keys->watch == DictWatch::watched) dict->keys->watch = DictWatch::announced;
}

// The keys' version for inline caches; assigned if need be, 0 when there are no more numbers.
std::uint32_t dict_keys_version(Dict* dict);

}  // namespace minipy
