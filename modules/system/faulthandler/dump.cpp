// SPDX-License-Identifier: MIT
// Writing tracebacks without help: dump.hpp says what is forbidden here. CPython: Python/traceback.c.
#include "modules/system/faulthandler/dump.hpp"

#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "modules/import/registry.hpp"
#include "modules/system/faulthandler/peek.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/text/str.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy::fault {

namespace {

constexpr int most_frames = 100, most_threads = 100, most_searched = 100'000;
constexpr Size longest_text = 500;
constexpr Size longest_table = 1 << 20;

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
    Peeked<Str> text(object);
    if (!text || text->type != &Str::type_object || text->kind == 0 || text->kind > 4) return put("???");
    Size shown = std::min(text->length, longest_text);
    const char* characters = reinterpret_cast<const char*>(object) + sizeof(Str);
    for (Size index = 0; index < shown; ++index) {
        CodePoint character = 0;  // the machine has the low byte first
        if (!peek(characters + index * text->kind, &character, text->kind)) return put("...");
        put_character(*this, character);
    }
    if (text->length > longest_text) put("...");
}

// Where the last entry of a piece begins: only there bit 7 is set.
Size begin_of_last_entry(const std::uint8_t* piece, Size size) {
    while (size > 1 && (piece[size - 1] & 0x80) == 0) --size;
    return size - 1;
}

// The line of a code unit, from a table that is read piece by piece; −1: unknown.
int line_of_unit(const Code* code, int unit) {
    Peeked<Bytes> table(code->parts.line_table.get());
    if (!table || table->type != &Bytes::type_object || table->length > longest_table) return -1;
    const char* entries = reinterpret_cast<const char*>(code->parts.line_table.get()) + sizeof(Bytes);
    int line = code->parts.first_line, start = 0;
    for (Size offset = 0; offset < table->length;) {
        std::uint8_t piece[256];
        Size size = std::min(table->length - offset, Size(sizeof piece));
        if (!peek(entries + offset, piece, std::size_t(size))) return -1;
        if (offset + size < table->length) size = std::max(begin_of_last_entry(piece, size), Size(1));
        LocationIterator locations({piece, std::size_t(size)}, line, start);
        while (locations.next()) {
            if (unit < locations.end) return locations.location.line;
        }
        line = locations.current_line();
        start = locations.end;
        offset += size;
    }
    return -1;
}

void dump_frame(Writer& out, const Frame* frame) {
    Peeked<Code> code(frame->code);
    out.put("  File ");
    if (!code || code->type != &Code::type_object) return out.put("???, line ??? in ???\n");
    out.put('"');
    out.put_str(code->parts.filename.get());
    out.put("\", line ");
    int line = line_of_unit(code.operator->(), int(frame->instruction - code->executable));
    if (line >= 0) out.put_decimal(static_cast<unsigned long>(line));
    else out.put("???");
    out.put(" in ");
    out.put_str(code->parts.name.get());
    out.put('\n');
}

void dump_frames(int descriptor, const ThreadState* thread) {
    const Frame* address = thread->frame;
    if (address == nullptr) return write_text(descriptor, "  <no Python frame>\n");
    for (int depth = 0; address != nullptr; ++depth) {
        if (depth == most_frames) return write_text(descriptor, "  ...\n");
        Peeked<Frame> frame(address);
        if (!frame) return write_text(descriptor, "  ???\n");  // it has ended meanwhile
        Writer line(descriptor);
        dump_frame(line, frame.operator->());
        address = frame->previous;
    }
}

const ThreadState* first_thread() {
    Peeked<ThreadState*> first(&interpreter.threads);
    return first ? *first.operator->() : nullptr;
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
    const ThreadState* address = first_thread();
    for (int count = 0; count < most_searched; ++count) {
        Peeked<ThreadState> thread(address);
        if (!thread) return nullptr;
        if (thread->system_id == id) return address;
        address = thread->next;
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

void dump_thread(int descriptor, const ThreadState* address) {
    write_text(descriptor, "Stack (most recent call first):\n");
    if (Peeked<ThreadState> thread(address); thread) dump_frames(descriptor, thread.operator->());
}

void dump_threads(int descriptor, const ThreadState* calling) {
    int count = 0;
    const ThreadState* address = first_thread();
    for (int searched = 0; address != nullptr && searched < most_searched; ++searched) {
        const ThreadState* shown = address;
        Peeked<ThreadState> thread(shown);
        if (!thread) return;
        address = thread->next;
        // Daemon threads that outlive the interpreter do nothing any more.
        if (interpreter.finalizing && shown != calling) continue;
        if (count > 0) write_text(descriptor, "\n");
        if (count++ == most_threads) return write_text(descriptor, "...\n");
        dump_heading(descriptor, thread.operator->(), shown == calling);
        if (shown == calling && gc::state.collecting) write_text(descriptor, "  Garbage-collecting\n");
        dump_frames(descriptor, thread.operator->());
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
