// SPDX-License-Identifier: MIT
// Entry-level access to dicts, for the files that implement dict, its views and the evaluation loop. Next: dict.cpp.
#pragma once

#include "runtime/containers/dict.hpp"

namespace minipy {

// The entry of a key, or slot_empty. Runs Python code for keys other than str.
Result<Size> dict_find(Dict* dict, Object* key, Hash hash);
// Appends a key that dict_find did not find; returns its entry.
Result<Size> dict_add_missing(Dict* dict, Object* key, Hash hash, Object* value);
void dict_remove_entry(Dict* dict, Size entry);
// {**mapping}: anything with keys() and []. AttributeError when it has no keys().
Result<void> dict_merge_mapping(Dict* dict, Object* mapping);

void traverse_dict(Object* self, VisitFunction visit, void* argument);
void clear_dict(Object* self);

}  // namespace minipy
