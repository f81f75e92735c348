// SPDX-License-Identifier: MIT
// Finding and running the program. CPython: Modules/main.c (pymain_run_file, pymain_run_module …), Lib/runpy.py.
#include "cli/main_module.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>

#include "cli/heap_view.hpp"
#include "cli/print_to.hpp"
#include "cli/tracing.hpp"
#include "cli/uncaught.hpp"
#include "modules/code/compile_text.hpp"
#include "modules/code/marshal_format.hpp"
#include "modules/import/bytecode_cache.hpp"
#include "modules/import/importer.hpp"
#include "modules/import/importlib.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/types/type.hpp"
#include "vm/verify.hpp"
#include "vm/vm.hpp"

namespace minipy::cli {

namespace {

// ---------------------------------------------------------------- paths

std::string current_directory() {
    char buffer[PATH_MAX];
    return getcwd(buffer, sizeof buffer) == nullptr ? "" : buffer;
}

std::string absolute_path(const std::string& path) {
    if (path.starts_with('/')) return path;
    std::string directory = current_directory();
    return directory.empty() ? path : directory + "/" + path;
}

// The script's folder; a link leads to the folder of what it points to.
std::string folder_of(const std::string& path) {
    char buffer[PATH_MAX];
    std::string resolved = realpath(path.c_str(), buffer) != nullptr ? std::string(buffer) : absolute_path(path);
    std::size_t slash = resolved.rfind('/');
    return slash == 0 ? "/" : resolved.substr(0, slash);
}

bool is_directory(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool is_file(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

// ---------------------------------------------------------------- reading

// False: an error, and errno says which. A device may have no end but that of memory: MemoryError.
Result<bool> read_everything(int descriptor, std::string& bytes) {
    char block[65536];
    for (;;) {
        ssize_t count = ::read(descriptor, block, sizeof block);
        if (count == 0) return true;
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        TRY(reserve_more(bytes, std::size_t(count)));
        bytes.append(block, std::size_t(count));
    }
}

// CPython reads the lines of a program that it runs as C strings: what follows a NUL byte on its line is lost, the line
// end included. Its tools read them as a whole and refuse them.
void drop_behind_nul(std::string& bytes) {
    for (std::size_t nul = bytes.find('\0'); nul != std::string::npos; nul = bytes.find('\0', nul)) {
        std::size_t line_end = bytes.find('\n', nul);
        bytes.erase(nul, line_end == std::string::npos ? line_end : line_end + 1 - nul);
    }
}

bool cannot_open(const CommandLine& line, const std::string& path, int error, int& code) {
    print_to(stderr, "{}: can't open file '{}': [Errno {}] {}\n", line.executable, absolute_path(path), error,
             std::strerror(error));
    if (means_categories(line, path))
        print_to(stderr, "minipy: what to trace stands behind an equals sign: --trace={}\n", path);
    code = 2;
    return false;
}

bool read_stream(const CommandLine& line, int descriptor, const std::string& path, std::string& bytes, int& code) {
    Result<bool> complete = read_everything(descriptor, bytes);
    if (complete.ok()) return complete.take() || cannot_open(line, path, errno, code);
    code = report_uncaught();
    return false;
}

bool read_file(const CommandLine& line, const std::string& path, ProgramText& text, int& code) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return cannot_open(line, path, errno, code);
    bool complete = read_stream(line, fileno(file), path, text.bytes, code);
    std::fclose(file);
    if (!complete) return false;
    text.filename = path;
    text.path = absolute_path(path);
    text.compiled = has_pyc_magic(text.bytes) || path.ends_with(".pyc");
    return true;
}

void skip_first_line(std::string& bytes) {
    // The line end stays, so that line numbers are right.
    bytes.erase(0, std::min(bytes.find('\n'), bytes.size()));
}

bool read_script(const CommandLine& line, ProgramText& text, int& code) {
    const std::string& path = line.operand;
    if (is_directory(path)) {
        std::string inside = (path.ends_with('/') ? path : path + "/") + "__main__.py";
        if (!is_file(inside)) {
            print_to(stderr, "{}: can't find '__main__' module in '{}'\n", line.executable, absolute_path(path));
            code = 1;
            return false;
        }
        if (!read_file(line, inside, text, code)) return false;
        text.search_path = path;
        text.filename = text.path = absolute_path(inside);
        text.module = "__main__";
        return true;
    }
    if (!read_file(line, path, text, code)) return false;
    text.origin = lexer::Origin::file;
    text.filename = text.path;
    text.search_path = folder_of(path);
    text.has_search_path = !line.safe_path;
    if (line.skip_first_line && !text.compiled) skip_first_line(text.bytes);
    return true;
}

bool read_standard_input(const CommandLine& line, ProgramText& text, int& code) {
    if (!read_stream(line, STDIN_FILENO, "<stdin>", text.bytes, code)) return false;
    text.filename = "<stdin>";
    text.origin = lexer::Origin::file;
    text.has_search_path = !line.safe_path;
    return true;
}

// ---------------------------------------------------------------- -c

// The lexer trusts its text to be UTF-8. Arguments of a command line are decoded so that other bytes survive, and those
// are what cannot be encoded.
Result<void> check_command_text(const std::string& command) {
    Ref<Str> argument = TRY(decode_utf8(command, "surrogateescape"));
    TRY(encode_utf8(argument.get(), "strict"));
    return {};
}

bool read_command(const CommandLine& line, ProgramText& text, int& code) {
    if (check_command_text(line.operand).failed()) {
        print_to(stderr, "Unable to decode the command from the command line:\n");
        code = report_uncaught();
        return false;
    }
    text.bytes = line.operand;
    text.origin = lexer::Origin::text;
    text.filename = command_filename;
    text.has_search_path = !line.safe_path;
    return true;
}

// ---------------------------------------------------------------- -m

// What runpy says of an import that failed on the way.
void say_import_failed(const CommandLine& line) {
    Ref<Object> exception = take_exception();
    print_to(stderr, "{}: Error while finding module specification for '{}' ({})\n", line.executable, line.operand,
             [&] {
                 std::string text = format_exception_only(exception.get());
                 std::size_t end = text.find_last_not_of('\n');
                 return text.substr(0, end == std::string::npos ? 0 : end + 1);
             }());
}

bool read_module(const CommandLine& line, ProgramText& text, int& code) {
    code = 1;
    std::string name = line.operand;
    bool is_package = false;
    std::string file = find_module_file(name, is_package);
    if (file.empty() && exception_pending()) {
        say_import_failed(line);
        return false;
    }
    std::string wanted = name;
    if (is_package) {
        wanted = name + ".__main__";
        bool nested = false;
        file = find_module_file(wanted, nested);
        if (exception_pending()) {
            // The package itself raised while it was imported.
            code = report_uncaught();
            return false;
        }
        if (file.empty()) {
            print_to(stderr, "{}: No module named {}; '{}' is a package and cannot be directly executed\n",
                     line.executable, wanted, name);
            return false;
        }
    }
    if (file.empty()) {
        print_to(stderr, "{}: No module named {}\n", line.executable, name);
        return false;
    }
    if (!read_file(line, file, text, code)) return false;
    text.filename = text.path;
    text.module = wanted;
    text.has_search_path = false;  // it is there already: the search needed it
    return true;
}

// ---------------------------------------------------------------- sys

List* sys_list(const char* name) {
    return as<List>(dict_get_name(interpreter.sys.get(), Str::interned_from(name).get()));
}

void put_search_path(const std::string& folder) {
    if (List* path = sys_list("path")) (void)list_insert(path, 0, Str::from(folder).get());
}

void set_argument_zero(const std::string& text) {
    List* arguments = sys_list("argv");
    if (arguments == nullptr || arguments->length == 0) return;
    Object* old = std::exchange(arguments->items[0], Ref<Object>(Str::from(text)).release());
    decref(old);
}

Result<void> set_file(Module* module, const ProgramText& text) {
    if (text.path.empty()) return {};
    Ref<Str> file = Str::from(text.path);
    module->set("__file__", file.get());
    module->set("__cached__", text.module.empty() ? none() : Ref<Object>(Str::from(cache_path(text.path))));
    if (text.module.empty()) return {};
    // What the program is called by those who import it: multiprocessing, pickle.
    Ref<Str> name = Str::from(text.module);
    TRY(set_spec(module, {name.get(), file.get()}));
    finish_spec(module);
    return {};
}

int run_code_as_main(const CommandLine& line, const ProgramText& text, Module* module) {
    if (!begin_trace(line, text) || !begin_heap_view(line, text)) return 2;
    OnSystemExit on_system_exit = line.interactive ? OnSystemExit::print : OnSystemExit::exit;
    Result<Code> code = program_code(text);
    if (code.failed()) {
        note_program_end();
        return report_uncaught(on_system_exit);
    }
    Ref<Code> body = code.take();
    trace_execution(body.get());
    watch_heap(body.get());
    Result<Object> result = run_code(body.get(), module->dict.get(), nullptr);
    note_program_end();
    bool shown = show_heap();
    if (result.failed()) return report_uncaught(on_system_exit);
    return shown ? 0 : 1;
}

}  // namespace

bool read_program(const CommandLine& line, ProgramText& text, int& code) {
    switch (line.program) {
        case Program::file: return read_script(line, text, code);
        case Program::module: return read_module(line, text, code);
        case Program::standard_input: return read_standard_input(line, text, code);
        case Program::command: break;
    }
    return read_command(line, text, code);
}

Result<Code> program_code(const ProgramText& text, Warnings warnings) {
    if (text.compiled) {
        // All of it at once: better an error now than in the middle of the run.
        Ref<Code> code = TRY(load_pyc(text.bytes));
        TRY(verify_all(*code));
        return code;
    }
    return compile_text(text.bytes, Str::from(text.filename).get(), CompileMode::exec,
                        {.origin = text.origin, .warn = warnings == Warnings::shown});
}

Ref<Module> make_main_module() {
    Ref<Str> name = Str::interned_from("__main__");
    Ref<Module> module = Module::make(name.get(), &None);
    module->set("__annotations__", Dict::create());
    Object* builtins = dict_get_name(interpreter.modules.get(), Str::interned_from("builtins").get());
    if (builtins != nullptr) module->set("__builtins__", builtins);
    dict_set_name(interpreter.modules.get(), name.get(), module.get());
    return module;
}

namespace {

// What is to be compiled. False: it has been said why not.
bool read_main_program(const CommandLine& line, ProgramText& text, int& code) {
    if (line.program == Program::module && !line.safe_path) put_search_path(current_directory());
    if (!read_program(line, text, code)) return false;
    if (!text.compiled && text.origin == lexer::Origin::file) drop_behind_nul(text.bytes);
    return true;
}

}  // namespace

int check_main_module(const CommandLine& line) {
    ProgramText text;
    int code = 0;
    if (!read_main_program(line, text, code)) return code;
    return program_code(text, Warnings::dropped).failed() ? report_uncaught() : 0;
}

int run_main_module(const CommandLine& line) {
    Ref<Module> module = make_main_module();
    ProgramText text;
    int code = 0;
    if (!read_main_program(line, text, code)) return code;
    if (text.has_search_path) put_search_path(text.search_path);
    if (line.program == Program::module) set_argument_zero(text.path);
    if (set_file(module.get(), text).failed()) return report_uncaught();
    return run_code_as_main(line, text, module.get());
}

}  // namespace minipy::cli
