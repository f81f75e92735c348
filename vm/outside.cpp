// SPDX-License-Identifier: MIT
// Looking behind descriptors; outside.hpp says why. Asked only where somebody watches or a schedule decides.
#include "vm/outside.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/threads/interpreter.hpp"
#include "vm/schedule.hpp"

namespace minipy {

namespace {

std::vector<int> open_descriptors() {
    std::vector<int> found;
    DIR* folder = ::opendir("/proc/self/fd");
    if (folder == nullptr) return found;
    while (const dirent* entry = ::readdir(folder)) {
        if (entry->d_name[0] != '.') found.push_back(std::atoi(entry->d_name));
    }
    ::closedir(folder);
    return found;
}

int access_mode(int descriptor) { return ::fcntl(descriptor, F_GETFL) & O_ACCMODE; }

// Both ends of a pipe have the same number of an inode.
bool has_other_end(int descriptor, const struct stat& pipe) {
    int mode = access_mode(descriptor);
    if (mode == O_RDWR) return true;
    return std::ranges::any_of(open_descriptors(), [&](int other) {
        struct stat status {};
        return ::fstat(other, &status) == 0 && status.st_ino == pipe.st_ino && status.st_dev == pipe.st_dev &&
               access_mode(other) != mode;
    });
}

// Of two sockets that were made, or connected, by this process.
bool is_peer_inside(int descriptor) {
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.pid == ::getpid();
}

std::string kind_of_anonymous(int descriptor) {
    char target[64];
    std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    ssize_t size = ::readlink(link.c_str(), target, sizeof target);
    return {target, std::size_t(std::max<ssize_t>(size, 0))};
}

// What an epoll object watches, as the system lists it: "tfd:        5 events: …".
std::vector<int> watched_by(int epoll) {
    constexpr std::string_view sign = "tfd:";
    std::vector<int> found;
    std::ifstream rows("/proc/self/fdinfo/" + std::to_string(epoll));
    for (std::string row; std::getline(rows, row);) {
        if (row.starts_with(sign)) found.push_back(std::atoi(row.c_str() + sign.size()));
    }
    return found;
}

std::optional<Outside> source_of_anonymous(int descriptor) {
    std::string kind = kind_of_anonymous(descriptor);
    if (kind == "anon_inode:[eventfd]") {
        if (interpreter.has_started_processes) return Outside::child_process;
        return std::nullopt;
    }
    if (kind != "anon_inode:[eventpoll]") return Outside::child_process;  // a pidfd
    for (int watched : watched_by(descriptor)) {
        if (std::optional<Outside> source = source_of(watched)) return source;
    }
    return std::nullopt;
}

std::optional<Outside> source_of_device(int descriptor, dev_t device) {
    constexpr unsigned memory_devices = 1, null = 3, zero = 5, full = 7, random = 8, urandom = 9;  // Linux, devices.txt
    if (::isatty(descriptor) != 0) return Outside::terminal;
    if (major(device) != memory_devices) return Outside::device;
    switch (minor(device)) {
        case null:
        case zero:
        case full: return std::nullopt;
        case random:
        case urandom: return Outside::random;
        default: return Outside::device;
    }
}

// What the system makes up when somebody reads it, such as /proc/uptime.
std::optional<Outside> source_of_file(int descriptor) {
    struct statfs filesystem {};
    if (::fstatfs(descriptor, &filesystem) != 0) return std::nullopt;
    bool is_made_up = filesystem.f_type == PROC_SUPER_MAGIC || filesystem.f_type == SYSFS_MAGIC;
    return is_made_up ? std::optional(Outside::system_file) : std::nullopt;
}

}  // namespace

void note_child_process() {
    interpreter.has_started_processes = true;
    note_outside(Outside::child_process);
}

std::optional<Outside> source_of(int descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return std::nullopt;  // who uses it will be told
    bool may_be_shared = interpreter.has_started_processes;
    switch (status.st_mode & S_IFMT) {
        case S_IFIFO:
            if (may_be_shared || !has_other_end(descriptor, status)) return Outside::pipe;
            return std::nullopt;
        case S_IFSOCK:
            if (may_be_shared || !is_peer_inside(descriptor)) return Outside::socket;
            return std::nullopt;
        case S_IFCHR: return source_of_device(descriptor, status.st_rdev);
        case S_IFREG: return source_of_file(descriptor);
        case 0: return source_of_anonymous(descriptor);
        default: return std::nullopt;
    }
}

void note_reading(int descriptor, bool waits) {
    if (std::optional<Outside> source = source_of(descriptor)) return note_outside(*source);
    struct stat status {};
    if (!waits || ::fstat(descriptor, &status) != 0) return;
    if (S_ISFIFO(status.st_mode)) note_outside(Outside::pipe);
    if (S_ISSOCK(status.st_mode)) note_outside(Outside::socket);
}

bool are_inside(std::span<const int> descriptors) {
    if (schedule == nullptr && outside_watchers.empty()) return false;
    bool inside = true;
    for (int descriptor : descriptors) {
        std::optional<Outside> source = source_of(descriptor);
        if (!source) continue;
        note_outside(*source);
        inside = false;
    }
    return inside && schedule != nullptr;
}

}  // namespace minipy
