// SPDX-License-Identifier: MIT
// A main() for a fuzz target without libFuzzer: feeds it the files that are named, and all files of folders that are
// named.
//     build/asan/source_fuzzer FILE_OR_FOLDER…
// The test suite replays the kept inputs so, and a crash is looked at under a debugger so.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerInitialize(int* argument_count, char*** arguments);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void replay(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int argument_count, char** arguments) {
    LLVMFuzzerInitialize(&argument_count, &arguments);
    int count = 0;
    for (int index = 1; index < argument_count; ++index) {
        if (!std::filesystem::is_directory(arguments[index])) {
            replay(arguments[index]);
            ++count;
            continue;
        }
        for (const auto& entry : std::filesystem::recursive_directory_iterator(arguments[index])) {
            if (!entry.is_regular_file()) continue;
            replay(entry.path());
            ++count;
        }
    }
    std::printf("%d inputs\n", count);
}
