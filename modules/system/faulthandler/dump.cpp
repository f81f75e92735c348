// SPDX-License-Identifier: MIT
// Writing tracebacks without help: dump.hpp says what is forbidden here. CPython: Python/traceback.c.
#include "modules/system/faulthandler/dump.hpp"

#include <pthread.h>
#include <unistd.h>

#include <cstring>

#include "modules/import/registry.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/text/str.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy::fault {

namespace {

constexpr int most_frames = 100, most_threads = 100;
constexpr Size longest_text = 500;

// Collects a line, so that lines of several writers do not mix.
class Writer {
public:
    explicit Writer(int descriptor) : descriptor_(descriptor) {}
    ~Writer() { flush(); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void put(char character) {
        if (length_ == sizeof buffer_) flush();
        buffer_[length_++] = character;
    }
    void put(std::string_view text) {
        for (char character : text) put(character);
    }
    void put_decimal(unsigned long number) {
        if (number >= 10) put_decimal(number / 10);
        put(char('0' + number % 10));
    }
    void put_hexadecimal(unsigned long number, int digits) {
        for (int digit = digits - 1; digit >= 0; --digit) put("0123456789abcdef"[number >> (4 * digit) & 15]);
    }
    void put_str(const Object* object);

private:
    void flush() {
        write_text(descriptor_, {buffer_, length_});
        length_ = 0;
    }
    int descriptor_;
    std::size_t length_ = 0;
    char buffer_[800];
};

void put_character(Writer& out, CodePoint character) {
    if (character >= ' ' && character <= '~') return out.put(char(character));
    bool is_byte = character <= 0xFF, is_short = character <= 0xFFFF;
    out.put(is_byte ? "\\x" : is_short ? "\\u" : "\\U");
    out.put_hexadecimal(character, is_byte ? 2 : is_short ? 4 : 8);
}

void Writer::put_str(const Object* object) {
    const Str* text = object != nullptr && is<Str>(object) ? cast<Str>(object) : nullptr;
    if (text == nullptr) return put("???");
    for (Size index = 0; index < text->length && index < longest_text; ++index) put_character(*this, (*text)[index]);
    if (text->length > longest_text) put("...");
}

void dump_frame(Writer& out, const Frame* frame) {
    const Code* code = frame->code;
    out.put("  File ");
    if (code == nullptr) return out.put("???, line ??? in ???\n");
    out.put('"');
    out.put_str(code->parts.filename.get());
    out.put("\", line ");
    int line = frame->line();
    if (line >= 0) out.put_decimal(static_cast<unsigned long>(line));
    else out.put("???");
    out.put(" in ");
    out.put_str(code->parts.name.get());
    out.put('\n');
}

void dump_frames(int descriptor, const ThreadState* thread) {
    const Frame* frame = thread->frame;
    if (frame == nullptr) return write_text(descriptor, "  <no Python frame>\n");
    for (int depth = 0; frame != nullptr; frame = frame->previous) {
        if (depth++ == most_frames) return write_text(descriptor, "  ...\n");
        Writer line(descriptor);
        dump_frame(line, frame);
    }
}

void dump_heading(int descriptor, const ThreadState* thread, bool is_calling) {
    Writer line(descriptor);
    line.put(is_calling ? "Current thread 0x" : "Thread 0x");
    line.put_hexadecimal(thread->id, 16);
    line.put(" (most recent call first):\n");
}

}  // namespace

const ThreadState* calling_thread() {
    auto id = std::uint64_t(pthread_self());
    for (const ThreadState* thread = interpreter.threads; thread != nullptr; thread = thread->next) {
        if (thread->system_id == id) return thread;
    }
    return nullptr;
}

void write_text(int descriptor, std::string_view text) {
    while (!text.empty()) {
        ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        text.remove_prefix(std::size_t(written));
    }
}

void dump_thread(int descriptor, const ThreadState* thread) {
    write_text(descriptor, "Stack (most recent call first):\n");
    dump_frames(descriptor, thread);
}

void dump_threads(int descriptor, const ThreadState* calling) {
    int count = 0;
    for (const ThreadState* thread = interpreter.threads; thread != nullptr; thread = thread->next) {
        // Daemon threads that outlive the interpreter do nothing any more.
        if (interpreter.finalizing && thread != calling) continue;
        if (count > 0) write_text(descriptor, "\n");
        if (count++ == most_threads) return write_text(descriptor, "...\n");
        dump_heading(descriptor, thread, thread == calling);
        if (thread == calling && gc::state.collecting) write_text(descriptor, "  Garbage-collecting\n");
        dump_frames(descriptor, thread);
    }
}

// ---------------------------------------------------------------- modules

namespace {

bool is_same(const Object* object, std::string_view ascii_text) {
    const Str* text = is<Str>(object) ? cast<Str>(object) : nullptr;
    return text != nullptr && text->ascii && std::size_t(text->length) == ascii_text.size() &&
           std::memcmp(text->data(), ascii_text.data(), ascii_text.size()) == 0;
}

bool contains(Set* names, std::string_view name) {
    Object* key;
    Hash hash;
    for (Size position = 0; set_next(names, position, key, hash);) {
        if (is_same(key, name)) return true;
    }
    return false;
}

// The value of a key.
Object* find(Dict* dict, std::string_view name) {
    Object *key, *value;
    for (Size position = 0; dict != nullptr && dict_next(dict, position, key, value);) {
        if (is_same(key, name)) return value;
    }
    return nullptr;
}

}  // namespace

void dump_native_modules(int descriptor) {
    Object* library = find(interpreter.sys.get(), "stdlib_module_names");
    Set* known = library != nullptr && is<FrozenSet>(library) ? cast<FrozenSet>(library) : nullptr;
    Writer out(descriptor);
    unsigned long count = 0;
    for (const NativeModuleEntry& module : interpreter.native_modules) {
        if (find(interpreter.modules.get(), module.name) == nullptr) continue;
        if (known != nullptr && contains(known, module.name)) continue;
        out.put(count++ == 0 ? "\nExtension modules: " : ", ");
        out.put(module.name);
    }
    if (count == 0) return;
    out.put(" (total: ");
    out.put_decimal(count);
    out.put(")\n");
}

}  // namespace minipy::fault
