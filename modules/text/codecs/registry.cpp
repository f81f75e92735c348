// SPDX-License-Identifier: MIT
// Looking codecs up and calling them. CPython: Python/codecs.c.
#include "modules/text/codecs/registry.hpp"

#include "modules/native.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

List* search_functions() {
    Ref<List>& functions = module_state<CodecsState>().search_functions;
    if (!functions) functions = List::create();
    return functions.get();
}
Dict* cache() {
    Ref<Dict>& known = module_state<CodecsState>().cache;
    if (!known) known = Dict::create();
    return known.get();
}

// "UTF 8" → "utf_8": what search functions get.
ByteString normalized(std::string_view encoding) {
    ByteString name;
    bool separator = false;
    for (char character : encoding) {
        bool kept = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
                    (character >= '0' && character <= '9') || character == '.';
        if (!kept) {
            separator = true;
            continue;
        }
        if (separator && !name.empty()) name += '_';
        separator = false;
        name += character >= 'A' && character <= 'Z' ? char(character + 32) : character;
    }
    return name;
}

Result<void> import_encodings() {
    bool& imported = module_state<CodecsState>().encodings_imported;
    if (!std::exchange(imported, true)) TRY(import_module("encodings"));
    return {};
}

Result<bool> is_text_encoding(Object* codec) {
    Ref<Object> flag = TRY(find_attribute(codec, Str::interned_from("_is_text_encoding").get()));
    return flag ? is_true(flag.get()) : Result<bool>(true);
}

}  // namespace

Result<void> register_codec_search(Object* function) {
    if (function->type->slots.call == nullptr) return raise(TypeError, "argument must be callable");
    return list_append(search_functions(), function);
}

Result<void> unregister_codec_search(Object* function) {
    List* functions = search_functions();
    for (Size index = 0; index < functions->length; ++index) {
        if ((*functions)[index] != function) continue;
        dict_clear(cache());
        return list_set_slice(functions, index, index + 1, nullptr);
    }
    return {};
}

namespace {

bool is_codec(Object* object) { return is<Tuple>(object) && cast<Tuple>(object)->length == 4; }

}  // namespace

Result<Tuple> lookup_codec(std::string_view encoding) {
    TRY(import_encodings());
    Ref<Str> name = Str::interned_from(normalized(encoding));
    if (Object* known = dict_get_name(cache(), name.get()); known != nullptr && is_codec(known))
        return share(cast<Tuple>(known));
    if (search_functions()->length == 0) {
        return raise(LookupError, "no codec search functions registered: can't find encoding");
    }
    for (Size index = 0; index < search_functions()->length; ++index) {
        Ref<Object> function = share((*search_functions())[index]);
        Ref<Object> found = TRY(call(function.get(), {name.get()}));
        if (is_none(found.get())) continue;
        if (!is_codec(found.get())) return raise(TypeError, "codec search functions must return 4-tuples");
        dict_set_name(cache(), name.get(), found.get());
        return ref_cast<Tuple>(std::move(found));
    }
    return raise(LookupError, "unknown encoding: {}", encoding);
}

Result<Tuple> lookup_text_codec(std::string_view encoding, std::string_view alternative) {
    Ref<Tuple> codec = TRY(lookup_codec(encoding));
    if (TRY(is_text_encoding(codec.get()))) return codec;
    return raise(LookupError, "'{}' is not a text encoding; use {} to handle arbitrary codecs", encoding, alternative);
}

namespace {

// A codec's own exception gets a note of which codec it was. CPython: _PyErr_TrySetFromCause.
Failure name_codec(const char* operation, std::string_view encoding) {
    auto* error = cast<ExceptionObject>(current_thread->exception.get());
    Ref<Tuple> args = error->args.hold();
    bool plain = args->length <= 1 && !error->dict && error->type->basic_size == BaseException.basic_size;
    if (args->length == 1 && !is<Str>((*args)[0])) plain = false;
    if (!plain) return Failure{};
    Ref<Object> cause = take_exception();
    Ref<Str> text = TRY(to_str(cause.get()));
    (void)raise(*cause->type, "{} with '{}' codec failed ({}: {})", operation, encoding, type_name(cause.get()),
                text.get());
    set_cause_and_context(current_thread->exception.get(), std::move(cause));
    return Failure{};
}

// Calls a codec's function; `which` is its place in the CodecInfo. The result is a pair whose first item counts.
Result<Object> call_codec(Tuple* codec, int which, Object* object, std::string_view encoding, std::string_view errors) {
    const char* role = which == 0 ? "encoder" : "decoder";
    Ref<Object> function = share((*codec)[which]);
    Ref<Str> handler = Str::from(errors);
    Result<Object> called =
        errors == "strict" ? call(function.get(), {object}) : call(function.get(), {object, handler.get()});
    if (called.failed()) return name_codec(which == 0 ? "encoding" : "decoding", encoding);
    Ref<Object> result = called.take();
    auto* pair = as<Tuple>(result.get());
    if (pair == nullptr || pair->length != 2) return raise(TypeError, "{} must return a tuple (object, integer)", role);
    return share((*pair)[0]);
}

Result<Object> encode_text_object(Object* object, std::string_view encoding, std::string_view errors) {
    Ref<Tuple> codec = TRY(lookup_text_codec(encoding, "codecs.encode()"));
    return call_codec(codec.get(), 0, object, encoding, errors);
}
Result<Object> decode_text_object(Object* object, std::string_view encoding, std::string_view errors) {
    Ref<Tuple> codec = TRY(lookup_text_codec(encoding, "codecs.decode()"));
    return call_codec(codec.get(), 1, object, encoding, errors);
}

}  // namespace

Result<Object> encode_object(Object* object, std::string_view encoding, std::string_view errors) {
    Ref<Tuple> codec = TRY(lookup_codec(encoding));
    return call_codec(codec.get(), 0, object, encoding, errors);
}
Result<Object> decode_object(Object* object, std::string_view encoding, std::string_view errors) {
    Ref<Tuple> codec = TRY(lookup_codec(encoding));
    return call_codec(codec.get(), 1, object, encoding, errors);
}

void install_codec_registry() {
    encode_with_registry = encode_text_object;
    decode_with_registry = decode_text_object;
}

}  // namespace minipy
