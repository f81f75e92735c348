// SPDX-License-Identifier: MIT
// Forking, waiting, and the table.
#include "cli/compare_heaps.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

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

void replace_by_null(int descriptor, int flags) {
    int null = ::open("/dev/null", flags);
    if (null < 0) return;
    ::dup2(null, descriptor);
    ::close(null);
}

[[noreturn]] void run_in_child(CommandLine line, bool is_shown, int report_pipe) {
    replace_by_null(STDIN_FILENO, O_RDONLY);
    if (!is_shown) replace_by_null(STDOUT_FILENO, O_WRONLY);
    if (!is_shown) replace_by_null(STDERR_FILENO, O_WRONLY);
    line.compares_heaps = false;
    line.report_pipe = report_pipe;
    std::exit(run(line));
}

std::optional<Run> run_once(const CommandLine& line, bool is_shown) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
    std::fflush(nullptr);
    pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        run_in_child(line, is_shown, ends[1]);
    }
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
    return seconds >= 0.1 ? fmt::format("{:.3f} s", seconds) : fmt::format("{:.3f} ms", seconds * 1000);
}

std::string as_bytes(std::uint64_t bytes) {
    constexpr double kilobyte = 1024, megabyte = 1024 * 1024;
    if (bytes < std::uint64_t(megabyte)) return fmt::format("{:.1f} KB", double(bytes) / kilobyte);
    return fmt::format("{:.1f} MB", double(bytes) / megabyte);
}

std::string finalizer_lines(const HeapReport& report) {
    if (report.finalizers == 0) return "–";
    std::string text;
    for (std::uint64_t index = 0; index < std::min(report.finalizers, HeapReport::most_lines); ++index) {
        int line = report.finalizer_lines[index];
        text += (index > 0 ? ", " : "") + (line > 0 ? std::to_string(line) : std::string("end"));
    }
    return report.finalizers > HeapReport::most_lines ? text + " …" : text;
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
    std::string text = row("", "refcount", "boehm");
    text += both("time", [](const Pair& pair) { return as_seconds(pair.measured.report.seconds); });
    text += both("peak memory", [](const Pair& pair) { return as_bytes(pair.measured.peak); });
    text += both("collections", [](const Pair& pair) { return with_commas(pair.measured.report.collections); });
    text += both("  time in them", [](const Pair& pair) { return as_seconds(pair.measured.report.pauses); });
    text += both("  the longest", [](const Pair& pair) { return as_seconds(pair.measured.report.longest_pause); });
    text += both("objects made", [](const Pair& pair) { return with_commas(pair.counted.report.objects_made); });
    text += row("  freed when their count was 0", with_commas(counts.freed_at_zero), "0");
    text += row("  freed by collections", with_commas(counts.freed_by_collections), "not told");
    text += both("memory freed by collections",
                 [](const Pair& pair) { return as_bytes(pair.counted.report.bytes_reclaimed); });
    text += both("__del__ ran", [](const Pair& pair) { return with_commas(pair.counted.report.finalizers); });
    text += both("  while this line ran", [](const Pair& pair) { return finalizer_lines(pair.counted.report); });
    text += both("references pushed and popped",
                 [](const Pair& pair) { return with_commas(pair.counted.report.references_moved); });
    text += row("  counting them takes about", fmt::format("{} ({:.1f} %)", as_seconds(counting), share), "the same");
    return text +
           "Counts are kept on both heaps: changes in place and sys.getrefcount() need them. On\n"
           "the boehm heap they free nothing. One reference counted up and down takes " +
           fmt::format("{:.1f} ns\n", refcount.measured.report.seconds_per_count * 1e9) +
           "here; native code moves more of them than the instructions, which are counted here.\n";
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

int compare_heaps(const CommandLine& line) {
    Pair pairs[2];
    for (int heap = 0; heap < 2; ++heap) {
        for (bool counts : {false, true}) {
            CommandLine each = line;
            each.garbage_collection = heap == 0 ? GarbageCollection::refcount : GarbageCollection::boehm;
            each.counts_heap = counts;
            std::optional<Run> run = run_once(each, heap == 0 && !counts);
            if (!run) {
                print_to(stderr, "minipy: --compare-heaps: can't start a process: {}\n", std::strerror(errno));
                return 1;
            }
            if (!run->has_report) {
                print_to(stderr, "minipy: --compare-heaps: a run told nothing; it ended with {}\n",
                         how_it_ended(run->status));
                return exit_code_of(run->status);
            }
            (counts ? pairs[heap].counted : pairs[heap].measured) = *run;
        }
    }
    print_to(stderr, "{}", table(pairs[0], pairs[1]));
    int first = pairs[0].measured.status, other = pairs[1].measured.status;
    if (first != other)
        print_to(stderr, "the program ended with {} on the refcount heap, with {} on the boehm heap\n",
                 how_it_ended(first), how_it_ended(other));
    return exit_code_of(first);
}

}  // namespace minipy::cli
