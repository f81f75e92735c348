// SPDX-License-Identifier: MIT
// A libFuzzer target: any bytes as a kept recording, shown in all formats. The file's first bytes and the checksums are
// put right before, so that what stands behind them is reached. What may come out is a record that says what is wrong,
// and no sanitizer report. ./dev fuzz recording runs it; tests/fuzz/mutated_recordings.py makes inputs for it that are
// nearly right. Next: trace/recording_reader.hpp, trace/event_check.hpp.
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "cli/run.hpp"
#include "cli/view.hpp"
#include "trace/recording_file.hpp"

using namespace minipy;

namespace {

constexpr std::size_t size_of_part_head = 9;

cli::CommandLine command_line;

void put_number(std::string& bytes, std::size_t place, std::uint32_t number) {
    for (std::size_t index = 0; index < 4; ++index) bytes[place + index] = char(number >> 8 * index);
}

std::uint32_t number_at(const std::string& bytes, std::size_t place) {
    std::uint32_t number = 0;
    for (std::size_t index = 0; index < 4; ++index)
        number |= std::uint32_t(std::uint8_t(bytes[place + index])) << 8 * index;
    return number;
}

std::string put_right(std::string bytes) {
    std::size_t place = trace::recording_signature.size() + 4;
    if (bytes.size() < place) return bytes;
    bytes.replace(0, trace::recording_signature.size(), trace::recording_signature);
    put_number(bytes, place - 4, trace::recording_version);
    for (std::uint32_t part = 0; bytes.size() - place >= size_of_part_head; ++part) {
        std::size_t size = std::min<std::size_t>(number_at(bytes, place + 1), bytes.size() - place - size_of_part_head);
        std::string_view inside = std::string_view(bytes).substr(place + size_of_part_head, size);
        std::uint32_t checksum = trace::checksum_of_part(trace::FilePart(bytes[place]), inside, part);
        put_number(bytes, place + 1, std::uint32_t(size));
        put_number(bytes, place + 5, checksum);
        place += size_of_part_head + size;
    }
    return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char*** arguments) {
    command_line.executable = (*arguments)[0];
    command_line.no_site = command_line.isolated = command_line.ignore_environment = true;
    command_line.view = "input";
    command_line.trace.max_events = 2000;
    command_line.trace.limits_events = command_line.trace.explain = true;
    // The extension is the format, and what is written is of no interest.
    char folder[] = "/tmp/recording_fuzzer-XXXXXX";
    if (::mkdtemp(folder) == nullptr) return 1;
    for (const char* name : {"/null.txt", "/null.jsonl", "/null.perfetto.json"}) {
        command_line.trace.outputs.push_back(std::string(folder) + name);
        if (::symlink("/dev/null", command_line.trace.outputs.back().c_str()) != 0) return 1;
    }
    return cli::start(command_line) ? 0 : 1;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes = put_right({reinterpret_cast<const char*>(data), size});
    if (bytes.empty()) return 0;
    (void)cli::view_recording(::fmemopen(bytes.data(), bytes.size(), "rb"), command_line);
    return 0;
}
