// SPDX-License-Identifier: MIT
// Forking, waiting, and the table.
#include "cli/compare_heaps.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "cli/heap_counter.hpp"
#include "cli/print_to.hpp"
#include "cli/run.hpp"

namespace minipy::cli {

namespace {

struct Run {
    HeapReport report;
    bool has_report = false;
    int status = 0;
    std::uint64_t peak = 0;  // bytes
};

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

void replace_by_null(int descriptor, int flags) {
    int null = ::open("/dev/null", flags);
    if (null < 0) return;
    ::dup2(null, descriptor);
    ::close(null);
}

// `output` takes what the run prints; null: it is shown.
[[noreturn]] void run_in_child(CommandLine line, std::FILE* output, int report_pipe) {
    replace_by_null(STDIN_FILENO, O_RDONLY);
    if (output != nullptr) {
        ::dup2(fileno(output), STDOUT_FILENO);
        replace_by_null(STDERR_FILENO, O_WRONLY);
    }
    line.compares_heaps = false;
    line.report_pipe = report_pipe;
    std::exit(run(line));
}

// Ctrl-C reaches all processes of a terminal. The child ends by it; who waits goes on, to tell how it ended.
class WithoutInterrupts {
public:
    WithoutInterrupts() : before_(std::signal(SIGINT, SIG_IGN)) {}
    ~WithoutInterrupts() { std::signal(SIGINT, before_); }
    WithoutInterrupts(const WithoutInterrupts&) = delete;
    WithoutInterrupts& operator=(const WithoutInterrupts&) = delete;

private:
    void (*before_)(int);
};

std::optional<Run> run_once(const CommandLine& line, std::FILE* output) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
    std::fflush(nullptr);
    pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        run_in_child(line, output, ends[1]);
    }
    WithoutInterrupts waiting;
    ::close(ends[1]);
    if (child < 0) {
        ::close(ends[0]);
        return std::nullopt;
    }
    Run result;
    ssize_t size;
    do size = ::read(ends[0], &result.report, sizeof result.report);
    while (size < 0 && errno == EINTR);
    ::close(ends[0]);
    result.has_report = size == ssize_t(sizeof result.report);
    rusage usage{};
    while (::wait4(child, &result.status, 0, &usage) < 0 && errno == EINTR) {}
    result.peak = std::uint64_t(usage.ru_maxrss) * 1024;
    return result;
}

// ---------------------------------------------------------------- the table

constexpr std::size_t label_width = 34, column_width = 20;

std::string with_commas(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (auto place = std::ptrdiff_t(digits.size()) - 3; place > 0; place -= 3) digits.insert(std::size_t(place), ",");
    return digits;
}

std::string as_seconds(double seconds) {
    constexpr double nothing = 0.5e-6;
    if (seconds > 0 && seconds < nothing) return "< 0.001 ms";
    return seconds >= 0.1 ? fmt::format("{:.3f} s", seconds) : fmt::format("{:.3f} ms", seconds * 1000);
}

std::string as_bytes(std::uint64_t bytes) {
    constexpr double kilobyte = 1024, megabyte = 1024 * 1024;
    if (bytes < std::uint64_t(megabyte)) return fmt::format("{:.1f} KB", double(bytes) / kilobyte);
    return fmt::format("{:.1f} MB", double(bytes) / megabyte);
}

// "14×5, end": line 14, five times, and then the interpreter's end; as far as there is room.
std::string finalizer_places(const HeapReport& report) {
    constexpr std::size_t room = column_width - 4;
    std::string text;
    std::uint64_t told = 0;
    for (std::size_t index = 0; index < report.place_count; ++index) {
        const HeapReport::Place& place = report.finalizer_places[index];
        std::string part = place.line > 0 ? std::to_string(place.line) : std::string("end");
        if (place.times > 1) part += fmt::format("×{}", place.times);
        if (text.size() + part.size() > room) break;
        text += (text.empty() ? "" : ", ") + part;
        told += place.times;
    }
    if (told == 0) return report.finalizers == 0 ? "–" : "…";
    return told < report.finalizers ? text + " …" : text;
}

std::string row(std::string_view label, std::string_view left, std::string_view right) {
    return fmt::format("{:<{}}{:>{}}{:>{}}\n", label, label_width, left, column_width, right, column_width);
}

struct Pair {
    Run measured, counted;
};

std::string table(const Pair& refcount, const Pair& boehm) {
    auto both = [&](std::string_view label, auto text_of) { return row(label, text_of(refcount), text_of(boehm)); };
    const HeapReport& counts = refcount.counted.report;
    double counting = double(counts.references_moved) / 2 * refcount.measured.report.seconds_per_count;
    double share = refcount.measured.report.seconds > 0 ? 100 * counting / refcount.measured.report.seconds : 0;
    std::string text = row("", "--gc=refcount", "--gc=boehm");
    text += both("time", [](const Pair& pair) { return as_seconds(pair.measured.report.seconds); });
    text += both("peak memory of the process", [](const Pair& pair) { return as_bytes(pair.measured.peak); });
    text += both("collections", [](const Pair& pair) { return with_commas(pair.measured.report.collections); });
    text += both("  time in them", [](const Pair& pair) { return as_seconds(pair.measured.report.pauses); });
    text += both("  the longest", [](const Pair& pair) { return as_seconds(pair.measured.report.longest_pause); });
    text += both("objects made", [](const Pair& pair) { return with_commas(pair.counted.report.objects_made); });
    text += row("  freed when their count was 0", with_commas(counts.freed_at_zero), "0");
    text += row("  freed by collections", with_commas(counts.freed_by_collections), "not told");
    text += both("memory freed by collections",
                 [](const Pair& pair) { return as_bytes(pair.counted.report.bytes_reclaimed); });
    text += both("__del__ ran", [](const Pair& pair) { return with_commas(pair.counted.report.finalizers); });
    text += both("  while this line ran", [](const Pair& pair) { return finalizer_places(pair.counted.report); });
    text += both("references pushed and popped",
                 [](const Pair& pair) { return with_commas(pair.counted.report.references_moved); });
    text += row("  counting them takes about", fmt::format("{} ({:.1f} %)", as_seconds(counting), share), "the same");
    return text + fmt::format(
                      "Counts are kept on both heaps: changes in place and sys.getrefcount() need them;\n"
                      "on Boehm's heap they free nothing. Counting one reference up and down takes\n"
                      "{:.1f} ns here; native code does it, too, besides what instructions push and\n"
                      "pop. Boehm's collector tells how much memory it frees, but not how many objects.\n"
                      "Objects count from the program's first line to the interpreter's end, which makes\n"
                      "some, too.\n",
                      refcount.measured.report.seconds_per_count * 1e9);
}

bool have_same_contents(std::FILE* left, std::FILE* right) {
    std::rewind(left);
    std::rewind(right);
    constexpr std::size_t size = 65536;
    std::string pieces[2];
    do {
        for (auto [file, piece] : {std::pair(left, &pieces[0]), std::pair(right, &pieces[1])}) {
            piece->resize(size);
            piece->resize(std::fread(piece->data(), 1, size, file));
        }
        if (pieces[0] != pieces[1]) return false;
    } while (!pieces[0].empty());
    return true;
}

int exit_code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

std::string how_it_ended(int status) {
    return WIFEXITED(status) ? fmt::format("exit code {}", WEXITSTATUS(status))
                             : fmt::format("signal {}", WTERMSIG(status));
}

}  // namespace

std::optional<UsageError> check_heap_comparison(const CommandLine& line) {
    if (!line.compares_heaps) return std::nullopt;
    if (line.traces || line.dump || line.watches_heap())
        return UsageError{
            "minipy: --compare-heaps runs the program by itself: no --trace, --dump, --heap, --why or --leaks"};
    if (line.garbage_collection != GarbageCollection::refcount)
        return UsageError{"minipy: --compare-heaps chooses the heaps itself: no --gc"};
    if (line.program == Program::standard_input || line.interactive)
        return UsageError{"minipy: --compare-heaps needs a program that can be run four times: a file, -c or -m"};
    return std::nullopt;
}

namespace {

// The four runs; the first one is seen, what the others print goes into files.
struct Comparison {
    Pair refcount, boehm;
    File counted_output{std::tmpfile(), std::fclose}, boehm_output{std::tmpfile(), std::fclose},
        boehm_counted_output{std::tmpfile(), std::fclose};

    // Two runs on Boehm's heap agree, and print something else than one on the other heap: so it is the heap.
    bool prints_something_else() const {
        return have_same_contents(boehm_output.get(), boehm_counted_output.get()) &&
               !have_same_contents(counted_output.get(), boehm_output.get());
    }
};

// False: there is nothing to compare, and `code` is how to end.
bool run_on(CommandLine line, GarbageCollection heap, bool counts, std::FILE* output, Run& result, int& code) {
    line.garbage_collection = heap;
    line.counts_heap = counts;
    std::optional<Run> run = run_once(line, output);
    code = run ? exit_code_of(run->status) : 1;
    if (!run) {
        print_to(stderr, "minipy: --compare-heaps: can't start a process: {}\n", std::strerror(errno));
    } else if (WIFSIGNALED(run->status) && WTERMSIG(run->status) == SIGINT) {
        kill(getpid(), SIGINT);
    } else if (!run->has_report) {
        print_to(stderr, "minipy: --compare-heaps: a run told nothing; it ended with {}\n", how_it_ended(run->status));
    } else {
        result = *run;
        return !counts || result.report.has_run;
    }
    return false;
}

}  // namespace

int compare_heaps(const CommandLine& line) {
    using enum GarbageCollection;
    Comparison runs;
    if (!runs.counted_output || !runs.boehm_output || !runs.boehm_counted_output) {
        print_to(stderr, "minipy: --compare-heaps: can't make a temporary file: {}\n", std::strerror(errno));
        return 1;
    }
    int code = 0;
    bool all_ran = run_on(line, refcount, false, nullptr, runs.refcount.measured, code) &&
                   run_on(line, refcount, true, runs.counted_output.get(), runs.refcount.counted, code) &&
                   run_on(line, boehm, false, runs.boehm_output.get(), runs.boehm.measured, code) &&
                   run_on(line, boehm, true, runs.boehm_counted_output.get(), runs.boehm.counted, code);
    if (!all_ran) return code;
    print_to(stderr, "{}", table(runs.refcount, runs.boehm));
    int first = runs.refcount.measured.status, other = runs.boehm.measured.status;
    if (first != other)
        print_to(stderr, "The program ended with {}; on Boehm's heap with {}.\n", how_it_ended(first),
                 how_it_ended(other));
    if (runs.prints_something_else())
        print_to(stderr, "What it printed on Boehm's heap was something else: minipy --gc=boehm shows it.\n");
    return exit_code_of(first);
}

}  // namespace minipy::cli
