// SPDX-License-Identifier: MIT
// Files and the terminal.
#include "trace/text_output.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <fmt/core.h>

namespace minipy::trace {

namespace {

constexpr std::size_t file_buffer_size = std::size_t(1) << 16;

bool is_set(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

// As CPython decides: PYTHON_COLORS, NO_COLOR, FORCE_COLOR, TERM=dumb, then whether it is a terminal.
bool wants_color(bool is_terminal) {
    const char* python = std::getenv("PYTHON_COLORS");
    if (python != nullptr && std::string_view(python) == "0") return false;
    if (python != nullptr && std::string_view(python) == "1") return true;
    if (is_set("NO_COLOR")) return false;
    if (is_set("FORCE_COLOR")) return true;
    const char* terminal = std::getenv("TERM");
    return is_terminal && (terminal == nullptr || std::string_view(terminal) != "dumb");
}

}  // namespace

int columns_of_terminal(int descriptor) {
    const char* chosen = std::getenv("COLUMNS");
    int columns = chosen == nullptr ? 0 : std::atoi(chosen);
    winsize size{};
    if (columns > 0) return columns;
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

std::vector<std::string> files_of_format(OutputFormat format, const std::vector<std::string>& outputs) {
    constexpr std::string_view extensions[] = {".txt", ".jsonl", ".perfetto.json", ".html", ".trace"};
    bool is_text = format == OutputFormat::text;
    if (outputs.empty()) return is_text ? std::vector<std::string>{"-"} : std::vector<std::string>();
    std::vector<std::string> files;
    for (const std::string& name : outputs) {
        if (name.ends_with(extensions[std::size_t(format)]) || (is_text && name == "-")) files.push_back(name);
    }
    return files;
}

TextOutput::TextOutput(const Options& options, const std::vector<std::string>& files) {
    for (const std::string& name : files) {
        if (name == "-") targets_.push_back({stderr, "stderr"});
        else if (std::FILE* file = std::fopen(name.c_str(), "w+")) add_file(file, name);
        else note_error(name);
    }
    bool all_stderr =
        !targets_.empty() && std::ranges::all_of(targets_, [](const Target& target) { return target.file == stderr; });
    is_terminal_ = all_stderr && isatty(STDERR_FILENO) != 0;
    drawing_.ascii = options.ascii;
    drawing_.color = options.color == Options::Color::always ||
                     (options.color == Options::Color::automatic && all_stderr && wants_color(is_terminal_));
    drawing_.width = options.width >= 0 ? options.width : all_stderr ? columns_of_terminal(STDERR_FILENO) : 0;
}

TextOutput::~TextOutput() {
    for (Target& target : targets_) {
        if (target.file != nullptr && target.file != stderr) std::fclose(target.file);
    }
}

// Rows are short: without a larger buffer the system is called for every thirty of them.
void TextOutput::add_file(std::FILE* file, const std::string& name) {
    std::setvbuf(file, nullptr, _IOFBF, file_buffer_size);
    targets_.push_back({file, name});
}

void TextOutput::note_error(const std::string& name) {
    if (errno != EPIPE && error_.empty()) error_ = fmt::format("can't write '{}': {}", name, std::strerror(errno));
}

void TextOutput::write(std::string_view text) {
    if (text.empty()) return;
    for (Target& target : targets_) {
        if (target.file == nullptr || std::fwrite(text.data(), 1, text.size(), target.file) == text.size()) continue;
        note_error(target.name);
        target.file = nullptr;
    }
}

void TextOutput::keep_place() {
    for (Target& target : targets_) {
        if (target.file != nullptr && target.file != stderr) target.place = std::ftell(target.file);
    }
}

void TextOutput::replace_at_place(std::size_t size, const std::string& text) {
    flush();
    for (Target& target : targets_) {
        if (target.file == nullptr || target.place < 0) continue;
        std::string rest = text;
        std::fseek(target.file, target.place + long(size), SEEK_SET);
        char piece[1 << 16];
        while (std::size_t count = std::fread(piece, 1, sizeof piece, target.file)) rest.append(piece, count);
        std::fseek(target.file, target.place, SEEK_SET);
        if (std::fwrite(rest.data(), 1, rest.size(), target.file) != rest.size()) note_error(target.name);
    }
    flush();
}

void TextOutput::flush() {
    for (Target& target : targets_) {
        if (target.file == nullptr || std::fflush(target.file) == 0) continue;
        note_error(target.name);
        target.file = nullptr;
    }
}

}  // namespace minipy::trace
