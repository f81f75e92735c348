// SPDX-License-Identifier: MIT
// Writing a recording, in pieces that a disk likes. Next: recording_reader.cpp.
#include "trace/recording_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "trace/code_table_codec.hpp"

namespace minipy::trace {

namespace {

constexpr std::size_t size_of_write = 1 << 20;

void append_fixed(std::string& out, std::uint32_t number) {
    for (int shift = 0; shift < 32; shift += 8) out += char(number >> shift);
}

std::uint32_t checksum(std::string_view bytes, std::uint32_t before) {
    return std::uint32_t(::crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace

std::uint32_t checksum_of_part(FilePart part, std::string_view bytes, std::uint32_t place) {
    char kind = char(part);
    return checksum(bytes, checksum({&kind, 1}, place));
}

std::uint32_t journal_fingerprint() {
    constexpr std::string_view kinds = ""
#define FIELDS(name, member, list) #name #list ";"
#define EVENT(kind, category, fields, values, ...) #kind #category #fields values ";"
#define CATEGORY(bit, name, sentence) #name ";"
#include "trace/events.def"
#define OPCODE(name, number, operand, pops, pushes, ...) #name #number #pops #pushes ";"
#define JUMP OPCODE
#include "runtime/bytecode/opcodes.def"
        ;
    return checksum(kinds, 0);
}

// ---------------------------------------------------------------- what was run

namespace {

// Both ways: `visit` writes or reads.
template <class Visit, class Options>
void visit_options(Visit visit, Options& options) {
    visit(options.categories);
    visit(options.max_items);
    visit(options.max_str);
    visit(options.max_depth);
    visit(options.switch_every);
    visit(options.wall);
    visit(options.library);
    visit(options.all_ids);
    visit(options.all_references);
    visit(options.limits_events);
    visit(options.max_events);
    visit(options.stop_at_limit);
}

template <class Visit, class Run>
void visit_run(Visit visit, Run& run) {
    visit(run.minipy);
    visit(run.program);
    visit(run.operand);
    visit(run.arguments);
    visit(run.optimize);
    visit(run.hash_seed);
    visit(run.heap);
    visit(run.filename);
    visit(run.text);
    visit(run.is_compiled);
    visit(run.origin);
    visit_options(visit, run.options);
}

template <class Visit, class End>
void visit_end(Visit visit, End& end) {
    visit(end.reason);
    visit(end.at_limit);
    visit(end.journal_size);
}

class RunWriter {
public:
    explicit RunWriter(ByteWriter& out) : out_(out) {}
    void operator()(const std::string& text) const { out_.text(text); }
    void operator()(const std::vector<std::string>& texts) const {
        out_.number(texts.size());
        for (const std::string& text : texts) out_.text(text);
    }
    template <class T>
    void operator()(const T& number) const {
        out_.number(std::uint64_t(number));
    }

private:
    ByteWriter& out_;
};

class RunReader {
public:
    explicit RunReader(ByteReader& in) : in_(in) {}
    void operator()(std::string& text) const { text = in_.text(); }
    void operator()(std::vector<std::string>& texts) const {
        for (std::uint64_t count = in_.number(); count > 0 && !in_.failed(); --count) texts.emplace_back(in_.text());
    }
    template <class T>
    void operator()(T& number) const {
        std::uint64_t value = in_.number();
        if (value > std::uint64_t(std::numeric_limits<T>::max())) in_.fail();
        if (!in_.failed()) number = T(value);
    }

private:
    ByteReader& in_;
};

}  // namespace

void write_run(ByteWriter& out, const RecordedRun& run) {
    out.number(journal_fingerprint());
    visit_run(RunWriter(out), run);
}

RecordedRun read_run(ByteReader& in) {
    RecordedRun run;
    (void)in.number();  // who reads has compared it
    visit_run(RunReader(in), run);
    if ((run.options.categories & ~all_categories) != 0 || run.options.max_events == 0) in.fail();
    return run;
}

void write_end(ByteWriter& out, const RecordedEnd& end) { visit_end(RunWriter(out), end); }

RecordedEnd read_end(ByteReader& in) {
    RecordedEnd end;
    visit_end(RunReader(in), end);
    return end;
}

// ---------------------------------------------------------------- the file

RecordingFile::RecordingFile(const std::string& path)
    : path_(path), descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) fail();
    waiting_.reserve(size_of_write + size_of_write / 4);
    waiting_ += recording_signature;
    append_fixed(waiting_, recording_version);
}

RecordingFile::~RecordingFile() {
    flush();
    if (descriptor_ >= 0) ::close(descriptor_);
}

void RecordingFile::fail() {
    error_ = fmt::format("can't write '{}': {}", path_, std::strerror(errno));
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

void RecordingFile::flush() {
    std::string_view rest = waiting_;
    while (descriptor_ >= 0 && !rest.empty()) {
        ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written > 0) rest.remove_prefix(std::size_t(written));
        else if (errno != EINTR) fail();
    }
    waiting_.clear();
}

void RecordingFile::add(FilePart part, std::string_view bytes) {
    waiting_ += char(part);
    append_fixed(waiting_, std::uint32_t(bytes.size()));
    append_fixed(waiting_, checksum_of_part(part, bytes, parts_++));
    waiting_ += bytes;
    if (waiting_.size() >= size_of_write) flush();
}

void RecordingFile::tell_run(const RecordedRun& run) {
    if (!run.is_compiled) files_.insert(run.filename);
    ByteWriter out;
    write_run(out, run);
    add(FilePart::run, out.bytes());
}

void RecordingFile::tell_source(const std::string& file) {
    if (!files_.insert(file).second) return;
    std::optional<std::string> text = read_source_file(file);
    if (!text) return;
    ByteWriter out;
    out.text(file);
    out.text(*text);
    add(FilePart::source, out.bytes());
}

void RecordingFile::tell_codes(const CodeTables& codes) {
    for (; codes_ < codes.size(); ++codes_) {
        tell_source(codes[codes_].file);
        ByteWriter out;
        write_code_table(out, codes[codes_]);
        add(FilePart::code, out.bytes());
    }
}

void RecordingFile::begin(const CodeTables& codes) {
    tell_codes(codes);
    add(FilePart::begins, "");
}

void RecordingFile::add_journal(const CodeTables& codes, std::string_view journal) {
    if (journal.empty() || descriptor_ < 0) return;
    tell_codes(codes);
    journal_size_ += journal.size();
    add(FilePart::journal, journal);
}

void RecordingFile::note_outside(Outside what) {
    if (has_outside_[std::size_t(what)]) return;
    has_outside_.set(std::size_t(what));
    char byte = char(what);
    add(FilePart::outside, {&byte, 1});
}

void RecordingFile::close(RecordedEnd end) {
    end.journal_size = journal_size_;
    ByteWriter out;
    write_end(out, end);
    add(FilePart::end, out.bytes());
    flush();
}

}  // namespace minipy::trace
