// SPDX-License-Identifier: MIT
// Next: module_code.cpp, which decides when to read and to write caches.
#include "modules/import/bytecode_cache.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fmt/core.h>

#include "modules/code/marshal_format.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/text/str.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

constexpr std::size_t check_sum_size = sizeof(std::uint64_t);

template <typename Number>
Number number_at(std::string_view data, std::size_t offset) {
    Number value;
    std::memcpy(&value, data.data() + offset, sizeof value);
    return value;
}

// ---------------------------------------------------------------- places

std::string cache_name(std::string_view source_name) {
    if (source_name.ends_with(".py")) source_name.remove_suffix(3);
    std::string optimization = interpreter.optimize > 0 ? fmt::format(".opt-{}", interpreter.optimize) : "";
    return fmt::format("{}.{}{}.pyc", source_name, cache_tag, optimization);
}

// The place of `folder` in a tree of folders under `root`.
std::string folder_under(std::string_view root, std::string_view folder) {
    std::error_code error;
    std::string absolute = std::filesystem::absolute(folder.empty() ? "." : folder, error).string();
    std::size_t start = absolute.find_first_not_of('/');
    std::string path = std::string(root) + "/" + (start == std::string::npos ? "" : absolute.substr(start));
    return path.back() == '/' ? path : path + "/";
}

std::string pycache_prefix() {
    auto* prefix = as<Str>(dict_get_name(interpreter.sys.get(), Str::interned_from("pycache_prefix").get()));
    return prefix == nullptr ? "" : prefix->to_string();
}

// Empty: the user has no folder for caches.
std::string user_cache_folder() {
    const char* caches = std::getenv("XDG_CACHE_HOME");
    if (caches != nullptr && *caches == '/') return std::string(caches) + "/minipy";
    const char* home = std::getenv("HOME");
    return home != nullptr && *home == '/' ? std::string(home) + "/.cache/minipy" : "";
}

}  // namespace

std::vector<std::string> cache_paths(std::string_view source_path) {
    std::size_t slash = source_path.rfind('/');
    std::string_view folder = slash == std::string_view::npos ? "" : source_path.substr(0, slash + 1);
    std::string name = cache_name(source_path.substr(folder.size()));
    if (std::string prefix = pycache_prefix(); !prefix.empty()) return {folder_under(prefix, folder) + name};
    std::vector<std::string> paths{std::string(folder) + "__pycache__/" + name};
    if (std::string caches = user_cache_folder(); !caches.empty()) paths.push_back(folder_under(caches, folder) + name);
    return paths;
}

std::string cache_path(std::string_view source_path) { return cache_paths(source_path).front(); }

std::optional<SourceStatus> source_status(const std::string& source_path) {
    struct stat status {};
    if (stat(source_path.c_str(), &status) != 0) return std::nullopt;
    return SourceStatus{std::uint32_t(status.st_mtime), std::uint32_t(status.st_size), status.st_mode};
}

// ---------------------------------------------------------------- contents

Result<ByteString> make_cache(Code* code, const SourceStatus& source) {
    ByteString data = TRY(make_pyc(code, source.modified, source.size));
    std::uint64_t sum = source_hash(data);
    data.append(reinterpret_cast<const char*>(&sum), check_sum_size);
    return complete(std::move(data));
}

Maybe<Code> load_cache(std::string_view data, const SourceStatus& source) {
    if (data.size() < pyc_header_size + check_sum_size || !has_pyc_magic(data)) return nothing;
    bool is_current = number_at<std::uint32_t>(data, 4) == 0 && number_at<std::uint32_t>(data, 8) == source.modified &&
                      number_at<std::uint32_t>(data, 12) == source.size;
    if (!is_current) return nothing;
    std::string_view pyc = data.substr(0, data.size() - check_sum_size);
    if (number_at<std::uint64_t>(data, pyc.size()) != source_hash(pyc)) return nothing;
    Result<Code> loaded = load_pyc(pyc);
    if (loaded.ok()) return loaded;
    if (!exception_matches(EOFError) && !exception_matches(ValueError) && !exception_matches(TypeError) &&
        !exception_matches(RuntimeError)) {
        return Failure{};
    }
    clear_exception();
    return nothing;
}

// ---------------------------------------------------------------- files

namespace {

bool write_all(int file, std::string_view data) {
    while (!data.empty()) {
        ssize_t written = ::write(file, data.data(), data.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        data.remove_prefix(std::size_t(written));
    }
    return true;
}

}  // namespace

bool write_cache(const std::string& path, std::string_view data, mode_t mode) {
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
    if (error) return false;
    std::string unfinished = fmt::format("{}.{}", path, getpid());
    int file = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode | S_IWUSR) & 0666);
    if (file < 0) return false;
    bool written = write_all(file, data);
    written = ::close(file) == 0 && written && std::rename(unfinished.c_str(), path.c_str()) == 0;
    if (!written) ::unlink(unfinished.c_str());
    return written;
}

}  // namespace minipy
