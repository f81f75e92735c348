// SPDX-License-Identifier: MIT
// Files, and the one program that minipy ever starts by itself. Next: dump.cpp.
#include "cli/drawing.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fmt/core.h>

#include "trace/words.hpp"

namespace minipy::cli {

namespace {

bool write_all(std::FILE* file, std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0;
}

std::string cannot_write(const std::string& path) {
    return fmt::format("minipy: can't write '{}': {}\n", path, std::strerror(errno));
}

// Starts `dot`, found through PATH, with `input` as its stdin, and waits. Returns its exit status, or an errno as a
// negative number when it could not be started.
int run_dot(const std::string& path, std::FILE* input) {
    std::string output = "-o" + path;  // one argument: the path may begin with a hyphen
    char name[] = "dot", format[] = "-Tsvg";
    char* arguments[] = {name, format, output.data(), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(input), STDIN_FILENO);
    pid_t child = 0;
    int problem = posix_spawnp(&child, name, &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (problem != 0) return -problem;
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return -errno;
    }
    return status;
}

}  // namespace

std::string write_text(const std::string& path, std::string_view text) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    bool written = file != nullptr && write_all(file, text);
    std::string complaint = written ? "" : cannot_write(path);
    if (file != nullptr && std::fclose(file) != 0 && written) return cannot_write(path);
    return complaint;
}

namespace {

std::string needs_graphviz(const std::string& path) {
    return fmt::format(
        "minipy: -o {}: Graphviz draws .svg files, and its program 'dot' is not in PATH. Install Graphviz (Debian, "
        "Ubuntu: apt install graphviz), or write a .dot file and draw it elsewhere\n",
        path);
}

std::string draw_svg(const std::string& path, std::string_view dot_text) {
    // A temporary file, not a pipe: `dot` may read and write in whatever order it likes.
    std::FILE* input = std::tmpfile();
    if (input == nullptr || !write_all(input, dot_text)) {
        std::string complaint = fmt::format("minipy: can't make a temporary file: {}\n", std::strerror(errno));
        if (input != nullptr) std::fclose(input);
        return complaint;
    }
    std::rewind(input);
    int status = run_dot(path, input);
    std::fclose(input);
    if (status == 0) return "";
    if (status == -ENOENT) return needs_graphviz(path);
    if (status < 0) return fmt::format("minipy: -o {}: can't start 'dot': {}\n", path, std::strerror(-status));
    if (WIFEXITED(status))
        return fmt::format("minipy: -o {}: 'dot' failed with exit code {}\n", path, WEXITSTATUS(status));
    return fmt::format("minipy: -o {}: 'dot' was killed by signal {}\n", path, WTERMSIG(status));
}

}  // namespace

bool is_drawing(std::string_view path) { return path.ends_with(".dot") || path.ends_with(".svg"); }

std::string check_drawing(const std::string& path) {
    if (!path.ends_with(".svg")) return "";
    const char* folders = std::getenv("PATH");
    for (std::string_view folder : split(folders == nullptr ? "" : folders, ":")) {
        if (access(fmt::format("{}/dot", folder).c_str(), X_OK) == 0) return "";
    }
    return needs_graphviz(path);
}

std::string write_drawing(const std::string& path, std::string_view dot_text) {
    return path.ends_with(".svg") ? draw_svg(path, dot_text) : write_text(path, dot_text);
}

}  // namespace minipy::cli
