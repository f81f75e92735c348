// SPDX-License-Identifier: MIT
// The life of one process. CPython: Modules/main.c, Python/pylifecycle.c.
#include "cli/run.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <sstream>

#include "cli/diff_trace.hpp"
#include "cli/dump.hpp"
#include "cli/emit_pyc.hpp"
#include "cli/heap_counter.hpp"
#include "cli/main_module.hpp"
#include "cli/print_to.hpp"
#include "cli/repl.hpp"
#include "cli/tracing.hpp"
#include "cli/uncaught.hpp"
#include "cli/view.hpp"
#include "modules/language/atexit.hpp"
#include "modules/startup.hpp"
#include "modules/system/signals/signals.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/memory/audit.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/numbers/mpz.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/threads.hpp"
#include "vm/vm.hpp"

namespace minipy::cli {

namespace {

// sys.argv: its first item is how the program was named.
std::vector<std::string> program_arguments(const CommandLine& line) {
    std::vector<std::string> all;
    switch (line.program) {
        case Program::command: all.push_back("-c"); break;
        case Program::module: all.push_back("-m"); break;  // until the module's file is known
        default: all.push_back(line.operand); break;
    }
    all.insert(all.end(), line.arguments.begin(), line.arguments.end());
    return all;
}

// NAME=VALUE among the -X options, the last one; empty: not there.
std::string implementation_option(const CommandLine& line, std::string_view name) {
    std::string value;
    for (std::string_view option : line.implementation_options) {
        if (option.starts_with(name) && option.substr(name.size()).starts_with('='))
            value = option.substr(name.size() + 1);
    }
    return value;
}

std::string pycache_prefix(const CommandLine& line) {
    std::string chosen = implementation_option(line, "pycache_prefix");
    return chosen.empty() && environment_flag(line, "PYTHONPYCACHEPREFIX") ? std::getenv("PYTHONPYCACHEPREFIX")
                                                                           : chosen;
}

// None: hashes of text are random. What is shown is to be the same each time, so that traces and dumps have a seed.
HashSeed hash_seed(const CommandLine& line) {
    if (!environment_flag(line, "PYTHONHASHSEED"))
        return line.traces || line.watches_heap() || line.dump || line.report_pipe >= 0 ? HashSeed(0) : std::nullopt;
    std::string_view chosen = std::getenv("PYTHONHASHSEED");
    if (chosen == "random") return std::nullopt;
    std::uint32_t seed = 0;
    auto [end, error] = std::from_chars(chosen.data(), chosen.data() + chosen.size(), seed);
    if (error == std::errc() && end == chosen.data() + chosen.size()) return seed;
    std::fputs(
        "Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; "
        "4294967295]\n",
        stderr);
    std::exit(1);
}

// The limit of sys.set_int_max_str_digits(): −1 when nobody has chosen one. A bad one ends the process.
int int_max_str_digits(const CommandLine& line) {
    std::string chosen = implementation_option(line, "int_max_str_digits");
    const char* where = "-X int_max_str_digits";
    if (chosen.empty() && environment_flag(line, "PYTHONINTMAXSTRDIGITS")) {
        chosen = std::getenv("PYTHONINTMAXSTRDIGITS");
        where = "PYTHONINTMAXSTRDIGITS";
    }
    if (chosen.empty()) return -1;
    int limit = -1;
    auto [end, error] = std::from_chars(chosen.data(), chosen.data() + chosen.size(), limit);
    bool good = error == std::errc() && end == chosen.data() + chosen.size() && (limit == 0 || limit >= 640);
    if (good) return limit;
    std::fprintf(stderr,
                 "Fatal Python error: config_init_int_max_str_digits: %s: invalid limit; must be >= 640 or 0 for "
                 "unlimited.\n",
                 where);
    std::exit(1);
}

constexpr int most_traced_frames = 65535;

// -X tracemalloc is -X tracemalloc=1. A bad number ends the process.
int traced_frames(const CommandLine& line) {
    std::string chosen = implementation_option(line, "tracemalloc");
    const char* where = "-X tracemalloc=NFRAME";
    if (chosen.empty() && std::ranges::count(line.implementation_options, "tracemalloc") > 0) return 1;
    if (chosen.empty() && environment_flag(line, "PYTHONTRACEMALLOC")) {
        chosen = std::getenv("PYTHONTRACEMALLOC");
        where = "PYTHONTRACEMALLOC";
    }
    int frames = 0;
    auto [end, error] = std::from_chars(chosen.data(), chosen.data() + chosen.size(), frames);
    bool good =
        error == std::errc() && end == chosen.data() + chosen.size() && frames >= 0 && frames <= most_traced_frames;
    if (chosen.empty() || good) return frames;
    std::fprintf(stderr, "Fatal Python error: config_init_tracemalloc: %s: invalid number of frames\n", where);
    std::exit(1);
}

// -X deadlock=report. Anything else ends the process.
bool tells_deadlocks(const CommandLine& line) {
    std::string chosen = implementation_option(line, "deadlock");
    if (chosen.empty() || chosen == "report") return !chosen.empty();
    print_to(stderr, "minipy: -X deadlock={}: the only value is report\n", chosen);
    std::exit(2);
}

// NAME or NAME=VALUE among the -X options.
bool has_implementation_option(const CommandLine& line, std::string_view name) {
    return std::ranges::any_of(line.implementation_options,
                               [name](std::string_view option) { return option.substr(0, option.find('=')) == name; });
}

// -X dev, PYTHONDEVMODE: more is checked, and all warnings are shown.
bool is_development(const CommandLine& line) {
    return has_implementation_option(line, "dev") || environment_flag(line, "PYTHONDEVMODE");
}

// sys.warnoptions; of equal ones the first counts.
std::vector<std::string> warning_options(const CommandLine& line) {
    std::vector<std::string> all;
    auto add_option = [&all](std::string option) {
        if (std::ranges::count(all, option) == 0) all.push_back(std::move(option));
    };
    if (is_development(line)) add_option("default");
    if (environment_flag(line, "PYTHONWARNINGS")) {
        std::istringstream options(std::getenv("PYTHONWARNINGS"));
        for (std::string option; std::getline(options, option, ',');) {
            if (!option.empty()) add_option(option);
        }
    }
    for (const std::string& option : line.warning_options) add_option(option);
    return all;
}

StartupOptions startup_options(const CommandLine& line) {
    StartupOptions options;
    options.arguments = program_arguments(line);
    options.original_arguments = line.all;
    options.executable = line.executable;
    options.ignore_environment = line.ignore_environment;
    options.no_site = line.no_site;
    options.quiet = line.quiet;
    options.interactive = options.inspect = line.interactive;
    options.unbuffered = line.unbuffered || environment_flag(line, "PYTHONUNBUFFERED");
    options.verbose = std::max(line.verbose, int(environment_flag(line, "PYTHONVERBOSE")));
    options.optimize = line.optimize;
    options.dont_write_bytecode = line.dont_write_bytecode || environment_flag(line, "PYTHONDONTWRITEBYTECODE");
    options.pycache_prefix = pycache_prefix(line);
    options.isolated = line.isolated;
    options.int_max_str_digits = int_max_str_digits(line);
    options.traced_frames = traced_frames(line);
    options.reports_faults = std::ranges::count(line.implementation_options, "faulthandler") > 0 ||
                             environment_flag(line, "PYTHONFAULTHANDLER");
    options.no_user_site = line.no_user_site;
    options.safe_path = line.safe_path || environment_flag(line, "PYTHONSAFEPATH");
    options.development = is_development(line);
    options.reports_faults |= options.development;
    options.warns_of_default_encoding =
        has_implementation_option(line, "warn_default_encoding") || environment_flag(line, "PYTHONWARNDEFAULTENCODING");
    options.warning_options = warning_options(line);
    options.x_options = line.implementation_options;
    return options;
}

// Which allocation of this process is to fail, to test that it survives. Its children are made without it: who makes a
// new one for each that dies would never end.
std::optional<std::string> take_failing_allocation() {
    const char* number = std::getenv("MINIPY_FAIL_ALLOCATION");
    if (number == nullptr) return std::nullopt;
    std::string taken = number;
    ::unsetenv("MINIPY_FAIL_ALLOCATION");
    return taken;
}

// Before anything is allocated.
void choose_heap(const CommandLine& line, bool allocation_fails) {
    if (line.garbage_collection == GarbageCollection::audit) heap::select(heap::Mode::audit);
    else if (line.garbage_collection == GarbageCollection::boehm) heap::select(heap::Mode::boehm);
    else if ((line.traces && line.view.empty()) || line.watches_heap() || line.counts_heap)
        heap::select(heap::Mode::watched);
    else if (allocation_fails) heap::select(heap::Mode::counted);
    heap::fill_reserve();
    use_heap_for_gmp();
}

}  // namespace

bool start(const CommandLine& line) {
    std::optional<std::string> failing_allocation = take_failing_allocation();
    choose_heap(line, failing_allocation.has_value());
    HashSeed seed = hash_seed(line);
    initialize_runtime(seed);
    initialize_vm();
    interpreter.tells_deadlocks = tells_deadlocks(line);
    StartupOptions options = startup_options(line);
    options.hash_randomization = seed != HashSeed(0);
    if (initialize_modules(options).failed()) return false;
    if (line.garbage_collection == GarbageCollection::stress) gc::collect_at_every_safe_point();
    if (failing_allocation && !heap::fail_allocation(failing_allocation->c_str())) {
        print_to(stderr, "minipy: MINIPY_FAIL_ALLOCATION={}: expected a number, or a number and +\n",
                 *failing_allocation);
    }
    return true;
}

namespace {

int run_program(const CommandLine& line) {
    if (!line.view.empty()) return show_recording();
    if (!line.compared.empty()) return diff_traces(line);
    if (!line.emit_pyc.empty()) return emit_pyc(line);
    if (line.dump) return dump_program(line);
    if (wants_prompt(line)) return run_prompt(line);
    int code = run_main_module(line);
    return line.interactive ? run_prompt(line) : code;
}

// The other threads end, and the program's exit functions run; then the modules die, which may run Python code that
// prints.
int stop(int code) {
    join_threads();
    run_exit_functions();
    if (!flush_standard_streams()) code = exit_output_lost;
    release_signal_handlers();
    finalize_runtime();
    end_trace();
    end_heap_report();
    if (interpreter.thread_count > 1) heap::audit::forgive_names();
    std::size_t leaks = interpreter.has_lost_threads ? 0 : heap::report_leaks();
    return leaks > 0 && code == 0 ? exit_leaks : code;
}

}  // namespace

int run_started(const CommandLine& line) { return stop(run_program(line)); }

int run(const CommandLine& line) {
    int code;
    if (start(line)) {
        begin_heap_report(line);
        code = run_program(line);
    } else {
        code = report_uncaught();
    }
    bool interrupted = code == exit_interrupted;
    code = stop(code);
    return interrupted ? end_interrupted() : code;
}

int end_interrupted() {
    std::signal(SIGINT, SIG_DFL);
    kill(getpid(), SIGINT);
    return 128 + SIGINT;
}

}  // namespace minipy::cli
