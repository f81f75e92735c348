// SPDX-License-Identifier: MIT
// Module _io: open() and its relatives, and the list of types. CPython: Modules/_io/_iomodule.c.
#include "modules/io/open.hpp"

#include <array>

#include "modules/io/buffered.hpp"
#include "modules/io/bytes_io.hpp"
#include "modules/io/file_io.hpp"
#include "modules/io/text_wrapper.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/type.hpp"

namespace minipy::io {

namespace {

// What the letters of a mode ask for.
struct Mode {
    bool creating = false, reading = false, writing = false, appending = false, updating = false, text = false,
         binary = false;

    std::string raw() const {
        std::string letters;
        if (creating) letters += 'x';
        if (reading) letters += 'r';
        if (writing) letters += 'w';
        if (appending) letters += 'a';
        if (updating) letters += '+';
        return letters;
    }
};

Result<Mode> open_parse_mode(Str* text) {
    Mode mode;
    for (Size index = 0; index < text->length; ++index) {
        bool* flag = nullptr;
        switch ((*text)[index]) {
            case 'x': flag = &mode.creating; break;
            case 'r': flag = &mode.reading; break;
            case 'w': flag = &mode.writing; break;
            case 'a': flag = &mode.appending; break;
            case '+': flag = &mode.updating; break;
            case 't': flag = &mode.text; break;
            case 'b': flag = &mode.binary; break;
            default: break;
        }
        if (flag == nullptr || *flag) return raise(ValueError, "invalid mode: {}", quoted(text));
        *flag = true;
    }
    return mode;
}

Result<void> check_mode(const Mode& mode, const OpenArguments& arguments, Size buffering) {
    if (mode.text && mode.binary) return raise(ValueError, "can't have text and binary mode at once");
    if (mode.creating + mode.reading + mode.writing + mode.appending != 1) {
        return raise(ValueError, "must have exactly one of create/read/write/append mode");
    }
    if (!mode.binary) return {};
    if (!is_none(arguments.encoding)) return raise(ValueError, "binary mode doesn't take an encoding argument");
    if (!is_none(arguments.errors)) return raise(ValueError, "binary mode doesn't take an errors argument");
    if (!is_none(arguments.newline)) return raise(ValueError, "binary mode doesn't take a newline argument");
    if (buffering != 1) return {};
    return warn(RuntimeWarning,
                "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used", 1);
}

Result<void> check_text_argument(Object* value, const char* name) {
    if (is_none(value) || is<Str>(value)) return {};
    return raise(TypeError, "open() argument '{}' must be str or None, not {}", name, type_name(value));
}

Result<Object> open_layers(const OpenArguments& arguments, const Mode& mode, Size buffering, FileIO* raw,
                           Ref<Object>& outermost) {
    bool terminal = TRY(call_named(raw, "isatty")).get() == &True;
    bool line_buffering = !mode.binary && (buffering == 1 || (buffering < 0 && terminal));
    if (buffering == 1 || buffering < 0) buffering = raw->block_size;
    if (buffering == 0) {
        if (!mode.binary) return raise(ValueError, "can't have unbuffered text I/O");
        return share<Object>(raw);
    }
    Type& type = mode.updating  ? BufferedRandom::type_object
                 : mode.reading ? BufferedReader::type_object
                                : BufferedWriter::type_object;
    outermost = TRY(make_buffered(type, raw, buffering));
    if (mode.binary) return outermost;
    Ref<TextIOWrapper> text = TRY(make_text_wrapper(outermost.get(), arguments.encoding, arguments.errors,
                                                    arguments.newline, {.by_line = line_buffering}));
    outermost = text;
    TRY(set_attribute(text.get(), Str::interned_from("mode").get(), arguments.mode));
    return text;
}

}  // namespace

Result<Object> open(const OpenArguments& arguments) {
    TRY(expect<Str>(arguments.mode, "open() argument 'mode'"));
    Size buffering = TRY(to_size(arguments.buffering, &OverflowError));
    TRY(check_text_argument(arguments.encoding, "encoding"));
    TRY(check_text_argument(arguments.errors, "errors"));
    TRY(check_text_argument(arguments.newline, "newline"));
    bool is_descriptor = arguments.file->type->slots.index != nullptr;
    Ref<Object> name = is_descriptor ? share(arguments.file) : TRY(file_name_object(arguments.file));
    Mode mode = TRY(open_parse_mode(cast<Str>(arguments.mode)));
    TRY(check_mode(mode, arguments, buffering));
    Ref<Str> raw_mode = Str::from(mode.raw());
    Ref<FileIO> raw =
        TRY(open_file(name.get(), raw_mode.get(),
                      arguments.closefd ? AtClose::close_descriptor : AtClose::keep_descriptor, arguments.opener));
    Ref<Object> outermost = raw;
    Result<Object> opened = open_layers(arguments, mode, buffering, raw.get(), outermost);
    if (opened.ok()) return opened;
    // What has been opened is closed again, without a warning.
    PreserveException preserved;
    if (call_named(outermost.get(), "close").failed()) clear_exception();
    return opened;
}

namespace {

Result<Object> open_function(Object* file, Object* mode, Object* buffering, Object* encoding, Object* errors,
                             Object* newline, bool closefd, Object* opener) {
    return open({file, mode, buffering, encoding, errors, newline, opener, closefd});
}

Result<Object> open_code(Object* path) {
    TRY(expect<Str>(path, "open_code() argument 'path'"));
    Ref<Str> mode = Str::interned_from("rb");
    Ref<Int> buffering = Int::from(-1);
    return open({path, mode.get(), buffering.get(), &None, &None, &None, &None});
}

Result<Object> text_encoding(Object* encoding, int stack_level) {
    if (!is_none(encoding)) return share(encoding);
    TRY(warn_of_default_encoding(stack_level));
    return Str::interned_from("locale");
}

const Method functions[] = {
    {"open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
     bind<open_function>,
     "Opens a file as a stream: of text, or with 'b' in mode of bytes. Use it in a `with` statement."},
    {"open_code(path)", bind<open_code>,
     "Opens a file to run what is in it; a place for those who want to check first."},
    {"text_encoding(encoding, stacklevel=2, /)", bind<text_encoding>,
     "Gives the encoding to use: the one given, else the default, with an EncodingWarning if one asked for those."},
};

constexpr ModuleType types[] = {&IOBase::type_object,         &RawIOBase::type_object,
                                &BufferedIOBase::type_object, &TextIOBase::type_object,
                                &FileIO::type_object,         &BytesIO::type_object,
                                &StringIO::type_object,       &BufferedReader::type_object,
                                &BufferedWriter::type_object, &BufferedPair::type_object,
                                &BufferedRandom::type_object, &TextIOWrapper::type_object,
                                &NewlineDecoder::type_object, {&BlockingIOError, "BlockingIOError"}};
constexpr Constant constants[] = {{"DEFAULT_BUFFER_SIZE", default_buffer_size}};

Result<void> execute(Module* module) {
    Ref<Type>& unsupported = module_state<IoState>().unsupported_operation;
    if (!unsupported) unsupported = TRY(make_exception_class("io.UnsupportedOperation", {&OSError, &ValueError}));
    module->set("UnsupportedOperation", unsupported.get());
    return {};
}

}  // namespace

}  // namespace minipy::io

namespace minipy {

extern const ModuleSpec io_module = {
    .name = "_io",
    .doc = "The native streams: files, buffers, text over bytes, files in memory.",
    .functions_say = "io",
    .state = &state_spec<io::IoState>,
    .functions = io::functions,
    .types = io::types,
    .constants = io::constants,
    .exec = io::execute,
};

}  // namespace minipy
