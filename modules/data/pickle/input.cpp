// SPDX-License-Identifier: MIT
// Where an unpickler's bytes come from. From a file it reads no more than the pickle has, so that what follows can be
// read by others: by read(n) and readline(), or by peek(), which looks ahead and is followed by a read() of what was
// used. Everything that a file gives is kept as a bytes object: a pointer into it is good until the next reading.
// CPython: Modules/_pickle.c (_Unpickler_ReadFromFile …). Next: load.cpp.
#include <algorithm>

#include "modules/data/memoryview.hpp"
#include "modules/data/pickle/unpickler.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/memory/byte_string.hpp"

namespace minipy::pickles {

Failure truncated() { return raise(unpickling_error(), "pickle data was truncated"); }

Result<void> set_input(Unpickler* self, Object* data) {
    Ref<Bytes> bytes;
    if (is_exact<Bytes>(data)) {
        bytes = share(cast<Bytes>(data));
    } else {
        Buffer buffer;
        TRY(buffer.acquire(data));
        bytes = TRY(Bytes::copy(buffer.text()));
    }
    self->next = bytes->data();
    self->end = self->next + bytes->length;
    self->prefetched = bytes->length;
    self->input = std::move(bytes);
    return {};
}

Result<void> set_file(Unpickler* self, Object* file) {
    self->peek = TRY(find_attribute(file, Str::interned_from("peek").get()));
    self->readinto = TRY(find_attribute(file, Str::interned_from("readinto").get()));
    self->read = TRY(find_attribute(file, names::read));
    self->readline = TRY(find_attribute(file, names::readline));
    if (self->read && self->readline) return {};
    for (Ref<Object>* method : {&self->peek, &self->readinto, &self->read, &self->readline}) method->reset();
    return raise(TypeError, "file must have 'read' and 'readline' attributes");
}

// ---------------------------------------------------------------- from a file

namespace {

Result<Object> call_with_size(const Ref<Object>& method, Size size) {
    Ref<Object> kept = method;
    if (!kept) return truncated();
    return call(kept.get(), {Int::from(size).get()});
}

Size consumed(Unpickler* self) { return self->input ? self->next - self->input->data() : 0; }

// Looks ahead. True: there are as many bytes as are needed.
Result<bool> peek_at_file(Unpickler* self, Size count) {
    constexpr Size prefetch_size = 128 * 1024;
    if (!self->peek || count >= prefetch_size) return false;
    Result<Object> data = call_with_size(self->peek, prefetch_size);
    if (data.failed()) {
        if (!catch_exception(NotImplementedError)) return Failure{};
        self->peek.reset();
        return false;
    }
    TRY(set_input(self, data.get()));
    self->prefetched = 0;
    return count <= self->end - self->next;
}

}  // namespace

Result<void> skip_consumed(Unpickler* self) {
    Size used = consumed(self), surplus = used - self->prefetched;
    if (surplus <= 0) return {};
    TRY(call_with_size(self->read, surplus));
    self->prefetched = used;
    return {};
}

Result<const char*> read_from_file(Unpickler* self, Size count) {
    if (!self->read) return truncated();
    TRY(skip_consumed(self));
    if (!TRY(peek_at_file(self, count))) {
        Ref<Object> data = TRY(call_with_size(self->read, count));
        TRY(set_input(self, data.get()));
    }
    if (count > self->end - self->next) return truncated();
    const char* place = self->next;
    self->next += count;
    return place;
}

Result<std::string_view> read_line(Unpickler* self, Size shortest) {
    const void* end =
        self->next == self->end ? nullptr : std::memchr(self->next, '\n', std::size_t(self->end - self->next));
    if (end == nullptr) {
        if (!self->read) return truncated();
        TRY(skip_consumed(self));
        Ref<Object> method = self->readline;
        if (!method) return truncated();
        Ref<Object> data = TRY(call(method.get()));
        TRY(set_input(self, data.get()));
        if (self->next == self->end || self->end[-1] != '\n') return truncated();
        end = self->end - 1;
    }
    const char* start = self->next;
    self->next = static_cast<const char*>(end) + 1;
    if (self->next - start < shortest) return truncated();
    return std::string_view(start, std::size_t(self->next - start));
}

Failure raise_too_long(const char* what) {
    return raise(OverflowError, "{} exceeds system's maximum size of {} bytes", what, PTRDIFF_MAX);
}

Result<Size> read_size(Unpickler* self, int count, const char* what) {
    std::uint64_t size = little_endian(TRY(read_bytes(self, count)), count);
    if (size > PTRDIFF_MAX) return raise_too_long(what);
    return Size(size);
}

// ---------------------------------------------------------------- data of any length

namespace {

// `count` bytes more from the file, by readinto() if it has that; in an object of its own, which the file may keep.
Result<void> append_from_file(Unpickler* self, ByteString& data, Size count) {
    Ref<Object> readinto = self->readinto;
    if (!readinto) {
        Ref<Object> read = TRY(call_with_size(self->read, count));
        auto* bytes = as<Bytes>(read.get());
        if (bytes == nullptr) {
            Ref<Str> shown = TRY(repr(read->type));
            return raise(ValueError, "read() returned non-bytes object ({})", shown.get());
        }
        if (bytes->length < count) return truncated();
        data.append(bytes->view().substr(0, std::size_t(count)));
        return {};
    }
    Ref<ByteArray> room = ByteArray::create();
    TRY(bytearray_resize(room.get(), count));
    std::memset(room->data(), 0, std::size_t(count));
    Ref<MemoryView> view = TRY(MemoryView::make(room.get()));
    Ref<Object> answer = TRY(call(readinto.get(), {view.get()}));
    Size given = TRY(to_size(answer.get(), &OverflowError));
    if (given < 0) return raise(ValueError, "readinto() returned negative size");
    if (given < count || room->length < count) return truncated();
    data.append({room->data(), std::size_t(count)});
    return {};
}

}  // namespace

// What is not there yet is read in steps that double, so that a number alone allocates nothing.
Result<Bytes> read_long_bytes(Unpickler* self, Size count) {
    Size available = std::min(count, self->end - self->next);
    if (available == count) {
        Ref<Bytes> bytes = TRY(Bytes::copy({self->next, std::size_t(count)}));
        self->next += count;
        return bytes;
    }
    if (!self->read) return truncated();
    ByteString data(std::string_view(self->next, std::size_t(available)));
    self->next += available;
    TRY(skip_consumed(self));
    constexpr Size first_step = 1024 * 1024;
    while (Size(data.size()) < count) {
        Size step = std::min(count - Size(data.size()), std::max(first_step, Size(data.size())));
        TRY(append_from_file(self, data, step));
        if (data.failed()) return raise_no_memory();
    }
    return Bytes::copy(data.view());
}

}  // namespace minipy::pickles
