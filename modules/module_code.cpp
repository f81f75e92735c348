// SPDX-License-Identifier: MIT
// Caches of compiled modules. Files are read through io.open_code(), as CPython's import system does it: a program that
// replaces __import__ sees that _io is imported for it.
#include "modules/module_code.hpp"

#include <sys/stat.h>

#include <cstring>

#include "modules/compile_text.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/modules/marshal.hpp"
#include "runtime/object/errors.hpp"
#include "runtime/protocols/attributes.hpp"
#include "runtime/protocols/calls.hpp"

namespace minipy {

namespace {

Result<Bytes> read_file(const std::string& path) {
    Ref<Module> io = TRY(import_module("_io"));
    Ref<Str> name = Str::from(path);
    Ref<Object> file = TRY(call_method(io.get(), Str::interned_from("open_code").get(), {name.get()}));
    Result<Object> data = call_method(file.get(), Str::interned_from("read").get());
    Ref<Object> error = data.failed() ? take_exception() : nullptr;
    Result<Object> closed = call_method(file.get(), Str::interned_from("close").get());
    if (error) return restore_exception(std::move(error));
    if (closed.failed()) return Failure{};
    Ref<Object> bytes = data.take();
    if (!is<Bytes>(bytes.get())) return raise(TypeError, "read() should return bytes");
    return ref_cast<Bytes>(std::move(bytes));
}

std::uint32_t number_at(std::string_view data, std::size_t offset) {
    std::uint32_t value;
    std::memcpy(&value, data.data() + offset, sizeof value);
    return value;
}

// Was this cache made from the source file as it is now? Caches that go by a hash of the source are compiled anew.
bool is_current(std::string_view data, const std::string& source_path) {
    struct stat status {};
    if (data.size() < pyc_header_size || !has_pyc_magic(data) || number_at(data, 4) != 0) return false;
    if (stat(source_path.c_str(), &status) != 0) return false;
    return number_at(data, 8) == std::uint32_t(status.st_mtime) && number_at(data, 12) == std::uint32_t(status.st_size);
}

// The file may have moved since the cache was made: tracebacks name where it is now.
void set_filename(Code* code, Str* filename) {
    if (str_equal(code->parts.filename.get(), filename)) return;
    code->parts.filename = share(filename);
    for (Object* constant : *code->parts.constants) {
        if (is_exact<Code>(constant)) set_filename(static_cast<Code*>(constant), filename);
    }
}

// nothing: there is no usable cache.
Maybe<Code> cached_code(Str* path) {
    std::string source_path = path->to_string();
    Result<Bytes> read = read_file(cache_path(source_path));
    if (read.failed()) {
        if (!exception_matches(OSError)) return Failure{};
        clear_exception();
        return nothing;
    }
    Ref<Bytes> data = read.take();
    if (!is_current(data->view(), source_path)) return nothing;
    Result<Code> loaded = load_pyc(data->view());
    if (loaded.failed()) {  // damaged: as if it was not there
        clear_exception();
        return nothing;
    }
    Ref<Code> code = loaded.take();
    set_filename(code.get(), path);
    return code;
}

}  // namespace

std::string cache_path(std::string_view source_path) {
    std::size_t slash = source_path.rfind('/');
    std::string_view folder = slash == std::string_view::npos ? "" : source_path.substr(0, slash + 1);
    std::string_view name = source_path.substr(folder.size());
    if (name.ends_with(".py")) name.remove_suffix(3);
    return std::string(folder) + "__pycache__/" + std::string(name) + ".cpython-311.pyc";
}

Result<Code> module_code(Str* path) {
    Ref<Code> cached = TRY(cached_code(path));
    if (cached) return cached;
    Ref<Bytes> source = TRY(read_file(path->to_string()));
    return compile_text(source->view(), path, CompileMode::exec);
}

}  // namespace minipy
