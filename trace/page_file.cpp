// SPDX-License-Identifier: MIT
// Chunks, the index, and what the page explains. zlib packs, base64 makes text of it.
#include "trace/page_file.hpp"

#include <zlib.h>

#include <fmt/core.h>

#include "runtime/bytecode/opcode.hpp"
#include "trace/enumerators.hpp"
#include "trace/viewer/files.hpp"

namespace minipy::trace {

namespace {

constexpr int compression_level = 7;  // 6 makes 3 % more of it, 8 takes twice as long

constexpr struct {
    std::string_view kind, sentence;
} event_sentences[] = {
#define EVENT(kind, category, fields, values, word, key, sentence) {spelled(#kind), sentence},
#include "trace/events.def"
};

constexpr struct {
    std::string_view name, picture, sentence;
} opcode_sentences[] = {
#define OPCODE(name, number, operand, pops, pushes, caches, picture, sentence) {#name, picture, sentence},
#define JUMP(name, number, operand, pops, pushes, pushes_when_jumping, caches, picture, sentence) \
    {#name, picture, sentence},
#include "runtime/bytecode/opcodes.def"
};

std::string base64(std::string_view bytes) {
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        auto byte = [&](std::size_t index) {
            return index < bytes.size() ? unsigned(static_cast<unsigned char>(bytes[index])) : 0U;
        };
        unsigned three = byte(at) << 16 | byte(at + 1) << 8 | byte(at + 2);
        for (int shift = 18; shift >= 0; shift -= 6) text += digits[three >> shift & 63];
    }
    for (std::size_t more = bytes.size(); more % 3 != 0; ++more) text[text.size() - 1 - (more - bytes.size())] = '=';
    return text;
}

std::string without_markup(std::string_view text) {
    std::string result;
    for (char character : text) {
        if (character == '<') result += "&lt;";
        else if (character == '&') result += "&amp;";
        else result += character;
    }
    return result;
}

// What --explain says, by event and by opcode.
void append_sentences(JsonText& out) {
    out.member("events");
    out.raw("{");
    for (const auto& [kind, sentence] : event_sentences) {
        if (sentence.empty()) continue;
        out.member(kind);
        out.string(sentence);
    }
    out.raw("}");
    out.member("opcodes");
    out.raw("{");
    for (const auto& [name, picture, sentence] : opcode_sentences) {
        out.member(name);
        out.raw("[");
        out.string(picture);
        out.raw(",");
        out.string(sentence);
        out.raw("]");
    }
    out.raw("}");
}

}  // namespace

void PageFile::begin(std::string_view title) {
    output_.write(
        fmt::format("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n",
                    without_markup(title)));
    output_.write(viewer::style);
    output_.write("</style>\n");
    output_.write(viewer::body);
    is_open_ = true;
}

void PageFile::begin_chunk(std::uint64_t first) {
    write_chunk();
    first_ = first;
}

void PageFile::write_chunk() {
    if (is_nowhere()) return;
    output_.write(fmt::format("<script type=\"application/octet-stream\" id=\"chunk-{}\">", chunks_++));
    write_packed(text_);
    output_.write("</script>\n");
    text_.clear();
    index_.item();
    index_.raw(R"({"first":)");
    index_.number(first_);
    if (std::exchange(tells_code_, false)) index_.raw(R"(,"code":true)");
    index_.member("events");
    index_.raw("{");
    for (std::size_t kind = 0; kind < std::size(event_sentences); ++kind) {
        if (kinds_[kind] == 0) continue;
        index_.member(event_sentences[kind].kind);
        index_.number(kinds_[kind]);
    }
    index_.raw("}}");
    kinds_ = {};
}

void PageFile::write_packed(std::string_view text) {
    uLongf size = compressBound(text.size());
    std::string packed(size, '\0');
    compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(text.data()), text.size(),
              compression_level);
    packed.resize(size);
    output_.write(base64(packed));
}

// In a <script> nothing but "</" could end it; JSON has another spelling for it.
void PageFile::end() {
    if (!std::exchange(is_open_, false)) return;
    write_chunk();
    JsonText index;
    index.raw(R"({"chunks":[)");
    index.raw(index_.view());
    index.raw("]");
    append_sentences(index);
    index.raw("}");
    std::string text(index.view());
    for (std::size_t at = 0; (at = text.find("</", at)) != std::string::npos;) text.replace(at, 2, "<\\/");
    output_.write("<script type=\"application/json\" id=\"index\">");
    output_.write(text);
    output_.write("</script>\n<script type=\"module\">\n");
    output_.write(viewer::program);
    output_.write("</script>\n</html>\n");
}

}  // namespace minipy::trace
