// SPDX-License-Identifier: MIT
// Rows and columns. Widths count characters, not bytes.
#include "trace/text_writer.hpp"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

namespace minipy::trace {

namespace {

constexpr int deepest_drawn = 8;

std::size_t width_of(std::string_view text) {
    std::size_t count = 0;
    for (char byte : text) count += (byte & 0xC0) != 0x80;
    return count;
}

void append_column(std::string& row, std::string_view text, std::size_t width) {
    row += text;
    std::size_t used = width_of(text);
    row.append(used < width ? width - used + 1 : 1, ' ');
}

std::string cut_to(const std::string& text, std::size_t width) {
    if (width_of(text) <= width) return text;
    std::size_t position = 0, count = 0;
    while (position < text.size() && count + 1 < width) {
        ++position;
        while (position < text.size() && (text[position] & 0xC0) == 0x80) ++position;
        ++count;
    }
    return text.substr(0, position) + "…";
}

// Box drawing and arrows in letters.
std::string to_ascii(const std::string& text) {
    static constexpr struct {
        std::string_view from, to;
    } table[] = {{"│", "|"}, {"…", "..."}, {"→", "->"}, {"⋯", "..."}, {"·", "-"}, {"—", "--"}};
    std::string result;
    for (std::size_t position = 0; position < text.size();) {
        bool replaced = false;
        for (const auto& entry : table) {
            if (text.compare(position, entry.from.size(), entry.from) != 0) continue;
            result += entry.to;
            position += entry.from.size();
            replaced = true;
            break;
        }
        if (!replaced) result += text[position++];
    }
    return result;
}

std::string frame_column(const Event& event) {
    std::string text;
    for (int level = 0; level < std::min(event.depth, deepest_drawn); ++level) text += "│ ";
    if (event.depth > deepest_drawn) text += fmt::format("⋯{} ", event.depth);
    return text + event.code->name;
}

}  // namespace

TextWriter::TextWriter(const Options& options) : options_(options) {
    if (options.outputs.empty()) files_.push_back(stderr);
    for (const std::string& name : options.outputs) {
        std::FILE* file = name == "-" ? stderr : std::fopen(name.c_str(), "w");
        if (file != nullptr) files_.push_back(file);
        else error_ = fmt::format("minipy: can't write '{}': {}", name, std::strerror(errno));
    }
    using Keep = Options::Keep;
    std::uint64_t limit = options.max_events;
    first_limit_ = options.keep == Keep::first ? limit : options.keep == Keep::both ? limit - limit / 2 : 0;
    last_limit_ = std::size_t(limit - first_limit_);
}

TextWriter::~TextWriter() {
    for (std::FILE* file : files_) {
        if (file != stderr) std::fclose(file);
    }
}

void TextWriter::write(const std::string& text) {
    const std::string& shown = options_.ascii ? to_ascii(text) : text;
    for (std::FILE* file : files_) std::fwrite(shown.data(), 1, shown.size(), file);
}

void TextWriter::write_header() {
    std::string text;
    append_column(text, "   n  thr", 10);
    append_column(text, "frame", 18);
    append_column(text, "span", 10);
    bool with_stack = (options_.categories & stack) != 0;
    append_column(text, "instruction", 30);
    if (with_stack) append_column(text, "value stack, top right", 30);
    write(text + "effect\n");
}

std::string TextWriter::row(const Event& event) const {
    const InstructionText& instruction = event.instruction();
    std::string text = fmt::format("{:>5} ", event.number);
    append_column(text, "T1", 4);
    append_column(text, frame_column(event), 18);
    append_column(text, event.category == line ? std::to_string(event.line) : instruction.span, 10);
    append_column(text, event.what.empty() ? instruction.text : event.what, 30);
    bool with_stack = (options_.categories & stack) != 0 && event.category != line;
    if (with_stack) append_column(text, event.stack, 30);
    text += event.effect;
    if (!event.sentence.empty()) text += fmt::format("{}— {}", event.effect.empty() ? "" : "  ", event.sentence);
    text.erase(text.find_last_not_of(' ') + 1);
    return options_.width > 0 ? cut_to(text, std::size_t(options_.width)) : text;
}

void TextWriter::write_row(const Event& event) { write(row(event) + "\n"); }

bool TextWriter::add(Event event) {
    if (taken_ < first_limit_) {
        ++taken_;
        write_row(event);
        return taken_ < first_limit_ || last_limit_ > 0;
    }
    if (last_limit_ == 0) return false;
    last_.push_back(std::move(event));
    if (last_.size() > last_limit_) {
        last_.pop_front();
        ++dropped_;
    }
    return true;
}

void TextWriter::write_kept() {
    if (dropped_ > 0) write(fmt::format("gap   … {} events are left out here; --max-events=N records more\n", dropped_));
    for (const Event& event : last_) write_row(event);
    last_.clear();
}

void TextWriter::finish(const std::string& reason, std::uint64_t last_number) {
    write_kept();
    write(fmt::format("end   n={}  {}\n", last_number, reason));
    for (std::FILE* file : files_) std::fflush(file);
}

}  // namespace minipy::trace
