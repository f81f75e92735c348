// SPDX-License-Identifier: MIT
// The registry of codecs: encodings by name, found by search functions (the library's `encodings` package registers one
// when it is imported, which happens at the first look-up). CPython: Python/codecs.c. Next: registry.cpp, codecs.cpp.
#pragma once

#include <string_view>

#include "modules/native_modules.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

// The state of the module _codecs.
struct CodecsState {
    static constexpr auto module = NativeModule::codecs_module;
    Ref<List> search_functions;
    Ref<Dict> cache;  // normalized name → CodecInfo
    bool encodings_imported = false;
    static constexpr auto references = field_list<&CodecsState::search_functions, &CodecsState::cache>;
};

// The CodecInfo of an encoding, a tuple (encode, decode, StreamReader, StreamWriter) with more attributes.
// LookupError: unknown encoding.
Result<Tuple> lookup_codec(std::string_view encoding);
// The same for encodings of text; LookupError: 'hex' is not a text encoding; use `alternative` to handle arbitrary
// codecs.
Result<Tuple> lookup_text_codec(std::string_view encoding, std::string_view alternative);

Result<void> register_codec_search(Object* function);
Result<void> unregister_codec_search(Object* function);

// codecs.encode() and codecs.decode(): any object, any codec.
Result<Object> encode_object(Object* object, std::string_view encoding, std::string_view errors);
Result<Object> decode_object(Object* object, std::string_view encoding, std::string_view errors);

// From here on str.encode() and bytes.decode() know all registered encodings.
void install_codec_registry();

}  // namespace minipy
