// SPDX-License-Identifier: MIT
// Reading a kept recording (recording_file.hpp), part by part, as far as it is whole. It may come from anywhere:
// nothing is believed that the checksums do not confirm, and behind the first part that is not whole nothing is read.
// CPython: none. Next: recording_reader.cpp.
#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <optional>

#include "trace/recording_file.hpp"

namespace minipy::trace {

class RecordingReader {
public:
    // Takes over the stream, which is null if there is no such file; errno says why not.
    explicit RecordingReader(std::FILE* file);

    // Reads what was run. False: this is nothing that can be shown; problem() says why not.
    bool open();
    const RecordedRun& run() const { return run_; }

    // Who is told of the rest, in its order.
    struct Listener {
        virtual void source(const std::string& file, std::string_view text) = 0;
        virtual void code(std::unique_ptr<const CodeTable> table) = 0;
        virtual void begins() = 0;
        // False: it does not fit the code, why() says how.
        virtual bool journal(std::string_view bytes) = 0;
        virtual std::string why() const = 0;
        virtual void outside(Outside what) = 0;

    protected:
        ~Listener() = default;
    };
    // One more part. False: there is none; either end() is there, or problem() says what is wrong.
    bool read_part(Listener& listener);
    // Nothing: the recording is not whole.
    const std::optional<RecordedEnd>& end() const { return end_; }
    // "it is damaged at byte 1234: …"; empty: all is well.
    const std::string& problem() const { return problem_; }

private:
    bool read_bytes(std::size_t size);
    bool take_part(FilePart& part);
    bool tell(FilePart part, Listener& listener);
    bool fail(std::string problem);

    struct Close {
        void operator()(std::FILE* file) const { (void)std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Close> file_;
    std::string bytes_;         // of the part that was read last
    std::uint64_t place_ = 0;   // of what will be read next, in bytes
    std::uint64_t begins_ = 0;  // the part
    std::uint32_t parts_ = 0, codes_ = 0;
    bool has_begun_ = false;
    std::uint64_t journal_size_ = 0;
    RecordedRun run_;
    std::optional<RecordedEnd> end_;
    std::string problem_;
};

}  // namespace minipy::trace
