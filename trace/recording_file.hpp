// SPDX-License-Identifier: MIT
// A kept recording, FILE.trace: what a replay needs, as it comes while the program runs, and nothing that could be
// worked out of it later.
//
//      signature, version │ run │ source, code … │ begins │ [source, code …] journal │ [outside] journal │ … │ end
//
//      part   kind: 1 byte │ size: 4 bytes │ checksum: 4 bytes │ as many bytes
//
// A part's checksum is the CRC-32 of its kind and bytes, going on from its place in the row of parts: so a part that
// has changed, is missing or stands elsewhere is seen. A code object's table, and its source, stand before the first
// journal that names them. What is before damage is good; behind it nothing is, because a journal is followed from
// its start.
//
// CPython: none; PNG's chunks are alike. Next: recording_file.cpp (writing), recording_reader.hpp, journal.hpp.
#pragma once

#include <bitset>
#include <set>
#include <string>
#include <vector>

#include "trace/byte_stream.hpp"
#include "trace/code_table.hpp"
#include "vm/outside.hpp"

namespace minipy::trace {

enum class FilePart : std::uint8_t { run = 1, source, code, begins, journal, outside, end };

// As PNG's: a byte that is no text, and line ends of both kinds, which some ways to copy files change.
inline constexpr std::string_view recording_signature = "\x8FMINIPY\r\n\x1A\n";
inline constexpr std::uint32_t recording_version = 2;

std::uint32_t checksum_of_part(FilePart part, std::string_view bytes, std::uint32_t place);

// What was run, and what decides how it was recorded.
struct RecordedRun {
    std::string minipy;        // its version
    std::uint8_t program = 0;  // how it was given: cli::Program
    std::string operand;       // the file, code or module
    std::vector<std::string> arguments;
    int optimize = 0;            // -O
    std::string hash_seed;       // PYTHONHASHSEED; empty: not given
    std::string heap;            // --gc
    std::string filename, text;  // of the program: co_filename, and its source, or .pyc
    bool is_compiled = false;    // it is a .pyc
    std::uint8_t origin = 0;     // of its text: lexer::Origin
    Options options;             // those that shape a recording; the others are as they are by default
};

// Why it ends; what there is not of it.
struct RecordedEnd {
    std::string reason;
    bool at_limit = false;           // of events, which was asked for
    std::uint64_t journal_size = 0;  // bytes of all segments
};

// The kinds of events and records, in a number: another build's may be others.
std::uint32_t journal_fingerprint();

void write_run(ByteWriter& out, const RecordedRun& run);
RecordedRun read_run(ByteReader& in);
void write_end(ByteWriter& out, const RecordedEnd& end);
RecordedEnd read_end(ByteReader& in);

// Writes one. What cannot be written is kept as error(), and nothing more is.
class RecordingFile {
public:
    explicit RecordingFile(const std::string& path);
    ~RecordingFile();
    RecordingFile(const RecordingFile&) = delete;
    RecordingFile& operator=(const RecordingFile&) = delete;

    // "can't write 'x': No space left on device"; empty: all is well.
    const std::string& error() const { return error_; }
    void tell_run(const RecordedRun& run);
    // The program has been compiled, and these are its code objects: it begins to run.
    void begin(const CodeTables& codes);
    // What happened since the last time. Empty: nothing.
    void add_journal(const CodeTables& codes, std::string_view journal);
    void note_outside(Outside what);
    // What is in memory goes to the file.
    void flush();
    void close(RecordedEnd end);

private:
    void add(FilePart part, std::string_view bytes);
    void tell_codes(const CodeTables& codes);
    void tell_source(const std::string& file);
    void fail();

    std::string path_, error_;
    int descriptor_ = -1;
    std::string waiting_;  // for the next write
    std::uint32_t parts_ = 0, codes_ = 0;
    std::set<std::string> files_;  // whose source has been told
    std::uint64_t journal_size_ = 0;
    std::bitset<32> has_outside_;  // told
};

}  // namespace minipy::trace
