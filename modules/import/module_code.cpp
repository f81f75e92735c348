// SPDX-License-Identifier: MIT
// Files are read through io.open_code(), as CPython's import system does it: a program that replaces __import__ sees
// that _io is imported for it.
#include "modules/import/module_code.hpp"

#include <unistd.h>

#include "modules/code/compile_text.hpp"
#include "modules/import/bytecode_cache.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/standard_error.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/types/type.hpp"

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

// Nothing if the file cannot be read.
Maybe<Bytes> read_if_possible(const std::string& path) {
    Result<Bytes> data = read_file(path);
    if (data.ok()) return data;
    if (!exception_matches(OSError)) return Failure{};
    clear_exception();
    return nothing;
}

Maybe<Code> cached_code(Str* path, const SourceStatus& source) {
    std::vector<std::string> caches = cache_paths(path->view());
    for (const std::string& cache : caches) {
        // The first one is tried without looking, as CPython does.
        if (cache != caches.front() && ::access(cache.c_str(), R_OK) != 0) continue;
        Ref<Bytes> data = TRY(read_if_possible(cache));
        Ref<Code> code = data ? TRY(load_cache(data->view(), source)) : nullptr;
        if (!code) continue;
        TRY(tell(format_text("# {} matches {}\n# code object from '{}'", cache, path, cache)));
        set_filename(code.get(), path);
        return code;
    }
    return nothing;
}

Result<bool> may_write() {
    Object* forbidden = dict_get_name(interpreter.sys.get(), Str::interned_from("dont_write_bytecode").get());
    return forbidden != nullptr && !TRY(is_true(forbidden));
}

Result<void> cache_code(Str* path, Code* code, const SourceStatus& source) {
    if (!TRY(may_write())) return {};
    ByteString data = TRY(make_cache(code, source));
    for (const std::string& cache : cache_paths(path->view())) {
        if (write_cache(cache, data, source.mode)) return tell(format_text("# wrote '{}'", cache));
        TRY(tell(format_text("# could not create '{}'", cache)));
    }
    return {};
}

}  // namespace

void set_filename(Code* code, Str* filename) {
    if (str_equal(code->parts.filename.get(), filename)) return;
    code->parts.filename = share(filename);
    for (Object* constant : *code->parts.constants) {
        if (is_exact<Code>(constant)) set_filename(cast<Code>(constant), filename);
    }
}

Result<void> tell(std::string_view line) {
    return interpreter.verbose == 0 ? Result<void>() : write_standard_error(std::string(line) + "\n");
}

// What is made on the way differs, by whether the bytecode was kept: a trace does not count it as the program's.
Result<Code> module_code(Str* path) {
    heap::InterpreterIsAtWork own_births;
    // Asked for before the source is read: if it changes meanwhile, the cache is out of date.
    std::optional<SourceStatus> source = source_status(path->to_string());
    if (source) {
        Ref<Code> cached = TRY(cached_code(path, *source));
        if (cached) return cached;
    }
    Ref<Bytes> text = TRY(read_file(path->to_string()));
    Ref<Code> code = TRY(compile_text(text->view(), path, CompileMode::exec));
    TRY(tell(format_text("# code object from {}", path)));
    if (source) TRY(cache_code(path, code.get(), *source));
    return code;
}

}  // namespace minipy
