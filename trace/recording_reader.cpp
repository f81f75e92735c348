// SPDX-License-Identifier: MIT
// Parts, their checksums and their order.
#include "trace/recording_reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "trace/code_table_codec.hpp"
#include "trace/enumerators.hpp"

namespace minipy::trace {

namespace {

constexpr std::size_t size_of_head = 9;  // of a part
constexpr std::size_t size_of_read = 1 << 20;

std::uint32_t fixed_number(std::string_view bytes) {
    std::uint32_t number = 0;
    for (std::size_t index = 0; index < 4; ++index) number |= std::uint32_t(std::uint8_t(bytes[index])) << 8 * index;
    return number;
}

// Of a signature: is it one that a way to copy files as texts has changed?
bool is_changed_as_text(std::string_view bytes) { return bytes.substr(1).starts_with("MINIPY"); }

}  // namespace

RecordingReader::RecordingReader(std::FILE* file) : file_(file) {
    if (file == nullptr) problem_ = fmt::format("it cannot be read: {}", std::strerror(errno));
}

bool RecordingReader::fail(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
    return false;
}

// Not more than is there is made room for, whatever `size` says. False: the file ends before, or in the middle.
bool RecordingReader::read_bytes(std::size_t size) {
    bytes_.clear();
    while (bytes_.size() < size) {
        std::size_t before = bytes_.size(), piece = std::min(size - before, size_of_read);
        bytes_.resize(before + piece);
        std::size_t count = std::fread(bytes_.data() + before, 1, piece, file_.get());
        bytes_.resize(before + count);
        place_ += count;
        if (count < piece) return false;
    }
    return true;
}

bool RecordingReader::open() {
    if (file_ == nullptr) return false;
    bool is_there = read_bytes(recording_signature.size());
    if (bytes_.empty()) return fail("it is empty");
    if (!is_there || bytes_ != recording_signature)
        return fail(bytes_.size() > 1 && is_changed_as_text(bytes_)
                        ? "it is damaged from its first bytes on, as if it had been copied as a text"
                        : "it is no recording of minipy's");
    if (!read_bytes(4)) return fail("it ends behind its first bytes: nothing of it can be shown");
    if (std::uint32_t version = fixed_number(bytes_); version != recording_version)
        return fail(fmt::format("it has version {} of the format, and this minipy reads version {}", version,
                                recording_version));
    FilePart part{};
    if (!take_part(part)) {
        problem_ += ": nothing of it can be shown";
        return false;
    }
    ByteReader in(bytes_);
    if (part != FilePart::run) return fail("it does not begin with what was run: nothing of it can be shown");
    ByteReader fingerprint(bytes_);
    if (fingerprint.number() != journal_fingerprint())
        return fail("it is of another build of minipy, whose events or instructions are others");
    run_ = read_run(in);
    if (in.failed() || !in.at_end()) return fail("what it says of its program makes no sense");
    return true;
}

bool RecordingReader::take_part(FilePart& part) {
    begins_ = place_;
    if (!read_bytes(size_of_head))
        return problem_ = fmt::format("it breaks off at byte {}{}", place_, bytes_.empty() ? "" : ", within a part"),
               false;
    std::string head = bytes_;
    part = FilePart(head[0]);
    std::uint32_t size = fixed_number(std::string_view(head).substr(1));
    bool is_known = part >= FilePart::run && part <= FilePart::end;
    if (!is_known) return problem_ = fmt::format("it is damaged at byte {}: no part begins so", begins_), false;
    bool is_whole = read_bytes(size);
    std::uint32_t checksum = fixed_number(std::string_view(head).substr(5));
    if (!is_whole)
        return problem_ =
                   fmt::format("it breaks off at byte {}, within the part that begins at byte {}", place_, begins_),
               false;
    if (checksum_of_part(part, bytes_, parts_++) != checksum)
        return problem_ =
                   fmt::format("it is damaged between bytes {} and {}: the checksum is another", begins_, place_),
               false;
    return true;
}

bool RecordingReader::read_part(Listener& listener) {
    if (!problem_.empty() || end_) return false;
    FilePart part{};
    if (!take_part(part)) return false;
    if (tell(part, listener)) return !end_;
    return fail(fmt::format("it makes no sense at byte {}", begins_));
}

bool RecordingReader::tell(FilePart part, Listener& listener) {
    ByteReader in(bytes_);
    switch (part) {
        case FilePart::run: return false;
        case FilePart::source: {
            std::string file(in.text());
            std::string_view text = in.text();
            if (in.failed() || !in.at_end()) return false;
            listener.source(file, text);
            return true;
        }
        case FilePart::code: {
            std::unique_ptr<CodeTable> table = read_code_table(in, codes_++);
            if (in.failed()) return false;
            listener.code(std::move(table));
            return true;
        }
        case FilePart::begins:
            if (std::exchange(has_begun_, true) || codes_ == 0 || !bytes_.empty()) return false;
            listener.begins();
            return true;
        case FilePart::journal:
            if (!has_begun_) return false;
            journal_size_ += bytes_.size();
            if (listener.journal(bytes_)) return true;
            return fail(fmt::format("it makes no sense between bytes {} and {}: {}", begins_, place_, listener.why()));
        case FilePart::outside:
            if (bytes_.size() != 1 || std::uint8_t(bytes_[0]) >= count_members<Outside>()) return false;
            listener.outside(Outside(bytes_[0]));
            return true;
        case FilePart::end: break;
    }
    RecordedEnd end = read_end(in);
    if (in.failed() || !in.at_end() || end.journal_size != journal_size_) return false;
    if (std::fgetc(file_.get()) != EOF) return fail(fmt::format("something follows its end, from byte {} on", place_));
    end_ = std::move(end);
    return true;
}

}  // namespace minipy::trace
