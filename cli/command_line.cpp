// SPDX-License-Identifier: MIT
// Reading the arguments. The words of the errors about python's own options are CPython's.
#include "cli/command_line.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

namespace minipy::cli {

namespace {

constexpr const char* stage_names[] = {"tokens", "ast", "symtable", "cfg", "bytecode"};

class Reader {
public:
    Reader(int count, char** values, CommandLine& result) : arguments_(values + 1, values + count), result_(result) {
        result.executable = values[0];
        result.all.assign(values, values + count);
    }

    // The long options that were given.
    const std::vector<std::string>& named() const { return named_; }

    std::optional<UsageError> read() {
        while (!done_ && !error_ && next_ < arguments_.size()) {
            std::string_view argument = arguments_[next_];
            if (argument == "-") return take_program(Program::standard_input, "-", next_ + 1);
            if (!argument.starts_with('-')) return take_program(Program::file, std::string(argument), next_ + 1);
            ++next_;
            if (argument == "--") {
                if (next_ < arguments_.size()) return take_program(Program::file, arguments_[next_], next_ + 1);
                break;
            }
            if (argument.starts_with("--")) read_long(argument.substr(2));
            else read_short(argument.substr(1));
        }
        return error_;
    }

private:
    std::optional<UsageError> take_program(Program program, std::string operand, std::size_t rest) {
        result_.program = program;
        result_.operand = std::move(operand);
        result_.arguments.assign(arguments_.begin() + std::ptrdiff_t(rest), arguments_.end());
        done_ = true;
        return std::nullopt;
    }

    void fail(std::string message) { error_ = UsageError{std::move(message)}; }
    // Errors that CPython follows with two lines about usage.
    void fail_with_usage(const std::string& message) {
        fail(fmt::format(
            "{}\nusage: {} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `{} -h' for more information.",
            message, result_.executable, result_.executable));
    }

    // -c CODE, -mMODULE, -W arg: the rest of this argument, or the next one.
    bool short_value(char option, std::string_view rest, std::string& value) {
        if (!rest.empty()) {
            value = rest;
            return true;
        }
        if (next_ < arguments_.size()) {
            value = arguments_[next_++];
            return true;
        }
        fail_with_usage(fmt::format("Argument expected for the -{} option", option));
        return false;
    }

    void read_short(std::string_view letters) {
        while (!letters.empty() && !done_ && !error_) {
            char option = letters.front();
            letters.remove_prefix(1);
            if (std::strchr("cmWXo", option) != nullptr) {
                std::string value;
                if (short_value(option, letters, value)) read_short_with_value(option, std::move(value));
                return;
            }
            read_flag(option);
        }
    }

    void read_short_with_value(char option, std::string value) {
        switch (option) {
            case 'c': (void)take_program(Program::command, value + "\n", next_); break;
            case 'm': (void)take_program(Program::module, std::move(value), next_); break;
            case 'W': result_.warning_options.push_back(std::move(value)); break;
            case 'X': result_.implementation_options.push_back(std::move(value)); break;
            case 'o': result_.trace.outputs.push_back(std::move(value)); break;
            default: break;
        }
    }

    void read_flag(char option) {
        CommandLine& r = result_;
        switch (option) {
            case 'i': r.interactive = true; break;
            case 'I': r.isolated = r.ignore_environment = r.no_user_site = r.safe_path = true; break;
            case 'E': r.ignore_environment = true; break;
            case 's': r.no_user_site = true; break;
            case 'S': r.no_site = true; break;
            case 'P': r.safe_path = true; break;
            case 'u': r.unbuffered = true; break;
            case 'q': r.quiet = true; break;
            case 'v': ++r.verbose; break;
            case 'b': ++r.bytes_warning; break;
            case 'O': ++r.optimize; break;
            case 'B': r.dont_write_bytecode = true; break;
            case 'x': r.skip_first_line = true; break;
            case 'V': ++r.version; break;
            case 'h':
            case '?': r.help = true; break;
            case 'd':
            case 'R': break;  // accepted and without effect, as in CPython's release builds
            default: fail_with_usage(fmt::format("Unknown option: -{}", option));
        }
    }

    // ---------------------------------------------------------------- --options

    void read_long(std::string_view text) {
        std::size_t equals = text.find('=');
        std::string name(text.substr(0, equals));
        std::optional<std::string> value;
        if (equals != std::string_view::npos) value = std::string(text.substr(equals + 1));
        named_.push_back(name);
        if (name == "dump") return read_dump(value.value_or("all"));
        if (name == "trace") return read_trace(value.value_or(""));
        if (read_long_flag(name)) {
            if (value) fail(fmt::format("minipy: option --{} takes no value", name));
            return;
        }
        if (!takes_value(name)) return fail_with_usage(fmt::format("unknown option --{}", name));
        if (!value) {
            if (next_ == arguments_.size())
                return fail_with_usage(fmt::format("Argument expected for the --{} option", name));
            value = arguments_[next_++];
        }
        read_long_with_value(name, *value);
    }

    bool read_long_flag(const std::string& name) {
        CommandLine& r = result_;
        if (name == "help" || name == "help-all" || name == "help-env" || name == "help-xoptions") r.help = true;
        else if (name == "version") ++r.version;
        else if (name == "opcodes") r.list_opcodes = true;
        else if (name == "positions") r.positions = true;
        else if (name == "caches") r.caches = true;
        else if (name == "explain") r.trace.explain = true;
        else if (name == "ascii") r.trace.ascii = true;
        else return false;
        return true;
    }

    static bool takes_value(const std::string& name) {
        constexpr const char* names[] = {
            "style",     "gc",      "emit-pyc", "only",     "skip",  "from",  "until",        "max-events",
            "max-items", "max-str", "keep",     "on-limit", "width", "color", "switch-every", "check-hash-based-pycs"};
        return std::ranges::any_of(names, [&](const char* known) { return name == known; });
    }

    void read_long_with_value(const std::string& name, const std::string& value) {
        TraceRequest& t = result_.trace;
        if (name == "style")
            choose(name, value, {"cpython", "rich"},
                   [&] { result_.style = value == "rich" ? Style::rich : Style::cpython; });
        else if (name == "gc") read_collection(value);
        else if (name == "emit-pyc") result_.emit_pyc = value;
        else if (name == "only") read_filter(name, value, t.only);
        else if (name == "skip") read_filter(name, value, t.skip);
        else if (name == "from") read_limit(name, value, t.from);
        else if (name == "until") read_limit(name, value, t.until);
        else if (name == "max-events") read_limit_of_events(value);
        else if (name == "max-items") read_number(name, value, t.max_items);
        else if (name == "max-str") read_number(name, value, t.max_str);
        else if (name == "width") read_number(name, value, t.width);
        else if (name == "keep") choose(name, value, {"first", "last", "both"}, [&] { t.keep = value; });
        else if (name == "on-limit") choose(name, value, {"mute", "stop"}, [&] { t.on_limit = value; });
        else if (name == "color") choose(name, value, {"auto", "always", "never"}, [&] { t.color = value; });
        else if (name == "switch-every") fail("minipy: --switch-every is not there yet: this build runs one thread");
        else choose(name, value, {"always", "default", "never"}, [] {});
    }

    template <class Accept>
    void choose(const std::string& name, const std::string& value, std::initializer_list<std::string_view> allowed,
                Accept accept) {
        if (std::ranges::find(allowed, value) != allowed.end()) return accept();
        fail(fmt::format("minipy: --{}={}: choose one of {}", name, value, fmt::join(allowed, ", ")));
    }

    template <class Number>
    void read_number(const std::string& name, const std::string& value, Number& number) {
        auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (problem != std::errc() || end != value.data() + value.size() || number < Number(0)) {
            fail(fmt::format("minipy: --{}={}: a number is expected", name, value));
        }
    }

    void read_limit_of_events(const std::string& value) {
        read_number("max-events", value, result_.trace.max_events);
        if (!error_ && result_.trace.max_events == 0)
            fail(fmt::format("minipy: --max-events={}: a number above 0 is expected", value));
    }

    void read_collection(const std::string& value) {
        if (value == "boehm")
            return fail("minipy: --gc=boehm is not there yet; --gc=refcount, --gc=audit and --gc=stress are");
        choose("gc", value, {"refcount", "audit", "stress"}, [&] {
            result_.garbage_collection = value == "audit"    ? GarbageCollection::audit
                                         : value == "stress" ? GarbageCollection::stress
                                                             : GarbageCollection::refcount;
        });
    }

    void read_filter(const std::string& name, const std::string& value, std::vector<std::string>& filters) {
        std::string checked;
        read_limit(name, value, checked);
        if (!error_) filters.push_back(std::move(checked));
    }

    void read_limit(const std::string& name, const std::string& value, std::string& limit) {
        constexpr std::string_view keys[] = {"func", "file", "line", "op", "type", "name", "thread", "depth"};
        std::string key = value.substr(0, value.find('='));
        if (value.find('=') == std::string::npos || std::ranges::find(keys, key) == std::end(keys)) {
            return fail(
                fmt::format("minipy: --{} {}: expected KEY=GLOB with a KEY of {}", name, value, fmt::join(keys, ", ")));
        }
        limit = value;
    }

    void read_dump(const std::string& value) {
        result_.dump = true;
        std::vector<std::string> wanted = split(value);
        for (const std::string& stage : wanted) {
            if (stage != "all" && std::ranges::find(stage_names, stage) == std::end(stage_names)) {
                return fail(
                    fmt::format("minipy: --dump={}: choose from tokens, ast, symtable, cfg, bytecode, all", value));
            }
        }
        for (const char* stage : stage_names) {
            bool named =
                std::ranges::find(wanted, stage) != wanted.end() || std::ranges::find(wanted, "all") != wanted.end();
            if (named) result_.dump_stages.push_back(stage);
        }
    }

    void read_trace(const std::string& value) {
        result_.trace.wanted = true;
        result_.trace.categories = value;
    }

    static std::vector<std::string> split(std::string_view text) {
        std::vector<std::string> parts;
        while (!text.empty()) {
            std::size_t comma = text.find(',');
            if (comma != 0) parts.emplace_back(text.substr(0, comma));
            text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
        }
        return parts;
    }

    std::vector<std::string> arguments_;
    CommandLine& result_;
    std::vector<std::string> named_;
    std::size_t next_ = 0;
    bool done_ = false;
    std::optional<UsageError> error_;
};

// The extension is the format. Of a trace there is .txt so far, of a dump too, and flow graphs can be drawn.
std::optional<UsageError> check_output(const CommandLine& line, std::string_view output) {
    constexpr std::string_view drawings[] = {".dot", ".svg"}, later[] = {".jsonl", ".html", ".perfetto.json"};
    auto ends_with_one_of = [&](const auto& extensions) {
        return std::ranges::any_of(extensions, [&](std::string_view extension) { return output.ends_with(extension); });
    };
    auto wrong = [&](std::string_view problem) {
        return UsageError{fmt::format("minipy: -o {}: {}", output, problem)};
    };
    if (output == "-" || output.ends_with(".txt")) return std::nullopt;
    if (ends_with_one_of(drawings)) {
        if (line.dump_stages == std::vector<std::string>{"cfg"}) return std::nullopt;
        return wrong("only flow graphs can be drawn: --dump=cfg");
    }
    if (ends_with_one_of(later) && !line.dump) return wrong("this format is not there yet; there is FILE.txt");
    return wrong("the extension is the format: FILE.txt, and with --dump=cfg FILE.dot or FILE.svg");
}

std::optional<UsageError> check_outputs(const CommandLine& line) {
    const std::vector<std::string>& outputs = line.trace.outputs;
    if (!outputs.empty() && !line.trace.wanted && !line.dump) return UsageError{"minipy: -o is for --dump and --trace"};
    for (const std::string& output : outputs) {
        if (std::optional<UsageError> error = check_output(line, output)) return error;
    }
    return std::nullopt;
}

// An option without effect is a misunderstanding.
std::optional<UsageError> check_effects(const CommandLine& line, const std::vector<std::string>& named) {
    constexpr std::string_view of_traces[] = {"only",    "skip", "from",     "until", "max-events", "max-items",
                                              "max-str", "keep", "on-limit", "ascii", "color",      "width"};
    constexpr std::string_view of_dumps[] = {"style", "positions", "caches"};
    for (const std::string& name : named) {
        if (!line.trace.wanted && std::ranges::find(of_traces, name) != std::end(of_traces))
            return UsageError{fmt::format("minipy: --{} is for --trace", name)};
        if (!line.dump && std::ranges::find(of_dumps, name) != std::end(of_dumps))
            return UsageError{fmt::format("minipy: --{} is for --dump", name)};
    }
    if (line.trace.explain && !line.trace.wanted && !line.dump)
        return UsageError{"minipy: --explain is for --dump and --trace"};
    if (line.trace.on_limit == "stop" && line.trace.keep != "first")
        return UsageError{
            fmt::format("minipy: --on-limit=stop is for --keep=first: --keep={} goes on to the end", line.trace.keep)};
    return std::nullopt;
}

}  // namespace

std::optional<UsageError> parse_command_line(int count, char** values, CommandLine& result) {
    Reader reader(count, values, result);
    if (std::optional<UsageError> error = reader.read()) return error;
    if (std::optional<UsageError> error = check_outputs(result)) return error;
    if (std::optional<UsageError> error = check_effects(result, reader.named())) return error;
    if (result.trace.wanted && result.dump)
        return UsageError{"minipy: --dump does not run the program, so there is nothing for --trace"};
    return std::nullopt;
}

std::string help_text(const std::string& executable) {
    return fmt::format(R"(usage: {0} [option] ... [-c cmd | -m mod | file | -] [arg] ...
Windows into a program, from outside to inside:
--dump[=STAGES] : print what the stages make of it, and do not run it. STAGES: tokens,
                  ast, symtable, cfg, bytecode, several with commas, or all (the default)
--style=cpython|rich : as CPython's own tools print it (the default), or with ids and
                  spans, which link the stages
--positions     : with --dump=ast: the locations too
--caches        : with --dump=bytecode --style=rich: the inline caches too
--trace[=WHAT]  : the stages, then the run, event by event, on stderr. WHAT is made of
                    line    a new source line begins
                    call    a function is called, returns, yields
                    exc     an exception is raised, handled, leaves a function
                    io      the program writes or reads
                    op      an instruction           stack   … with the value stack
                    locals  what is bound to which name
                    flow    line,call,exc,io         vm      flow,op,stack,locals (the default)
                  +WHAT adds to the default, -WHAT takes away: --trace=flow,+locals,-line
--only KEY=GLOB, --skip KEY=GLOB : record only, or do not record, events that match;
                  KEY: func, file, line, op, type, name, thread, depth. May be repeated:
                  --only func=half --only 'op=STORE_*' --skip 'file=/usr/lib/*'
--from KEY=GLOB, --until KEY=GLOB : record from the first event that matches, to the
                  first that matches after that
-o FILE.txt     : write the trace or the dump there; may be repeated
-o FILE.dot, -o FILE.svg : with --dump=cfg: draw the finished flow graphs; .svg needs
                  Graphviz
--max-events=N  : record N events (200000) …
--keep=first|last|both : … the first ones, the last ones, or half of each …
--on-limit=mute|stop   : … and then let the program go on, or, with --keep=first, stop
                  it (exit code 124)
--max-items=N, --max-str=N : show so many items of a container (6), characters of a
                  string (40)
--explain       : one plain sentence for each instruction and event
--color=auto|always|never, --ascii, --width=N : how it is drawn; width 0 cuts no line
--opcodes       : list the instruction set, one sentence each
--emit-pyc OUT  : compile the file to OUT, which CPython 3.11 runs too
--gc=refcount|audit|stress : how memory is managed; audit names leaks at exit, stress
                  collects at every opportunity
Options of python:
-b     : warn about comparing bytes with str
-B     : leave no .pyc files behind
-c cmd : run this text; options end here
-E     : take no notice of PYTHON* in the environment
-h     : this text (also --help)
-i     : a prompt after the program
-I     : isolated: -E, -P and -s
-m mod : run a module of the library or of sys.path; options end here
-O     : no assert statements; -OO: no docstrings either
-P     : keep the script's folder out of sys.path
-q     : no greeting at the prompt
-s     : no user site directory in sys.path
-S     : start without site
-u     : unbuffered stdout and stderr
-v     : tell what is imported
-V     : the version (also --version)
-W arg : what becomes of warnings: action:message:category:module:lineno
-x     : pass over line 1, which may be for another program
-X opt : implementation options: pycache_prefix=FOLDER puts caches of compiled modules there,
         tracemalloc=N traces where memory is allocated, N lines each
file   : run a source file or a .pyc file
-      : run what comes in on stdin (the default; a prompt if it is a terminal)
arg ...: for the program, which finds them in sys.argv[1:]
)",
                       executable);
}

bool environment_flag(const CommandLine& line, const char* name) {
    const char* value = line.ignore_environment ? nullptr : std::getenv(name);
    return value != nullptr && *value != '\0';
}

}  // namespace minipy::cli
