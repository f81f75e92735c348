// SPDX-License-Identifier: MIT
// The methods of array.array. Comparing items with what is looked for, and making items, may run Python code that
// resizes the array: each round reads its length anew. CPython: Modules/arraymodule.c. Next: array_pickle.cpp.
#include "modules/data/array/array.hpp"
#include "modules/native.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/numbers/c_size.hpp"

namespace minipy::arrays {

// ---------------------------------------------------------------- adding

Result<void> append_bytes(Array* self, std::string_view bytes) {
    if (bytes.size() % self->kind->size != 0) return raise(ValueError, "bytes length not a multiple of item size");
    return self->append(bytes);
}

Result<void> append_text(Array* self, Str* text) {
    Size old_length = self->length;
    TRY(self->resize(old_length + text->length));
    if (text->length > 0)
        convert_characters(self->at(old_length), sizeof(CodePoint), text->data(), text->kind, text->length);
    return {};
}

namespace {

Result<void> append(Array* self, Object* value) { return self->append(TRY(self->kind->convert(value))); }

}  // namespace

Result<void> extend(Array* self, Object* items) {
    if (!is<Array>(items)) return for_each(items, [&](Ref<Object> item) { return append(self, item.get()); });
    auto* other = cast<Array>(items);
    if (other->kind != self->kind) return raise(TypeError, "can only extend with array of same kind");
    if (other != self) return self->append(other->view());
    ByteString copy = TRY(complete(self->view()));
    return self->append(copy);
}

Result<Str> to_text(Array* self) {
    auto* characters = reinterpret_cast<const CodePoint*>(self->block);
    CodePoint largest = 0;
    for (Size index = 0; index < self->length; ++index) {
        if (characters[index] > largest_code_point)
            return raise(ValueError, "character U+{:x} is not in range [U+0000; U+10ffff]",
                         std::uint32_t(characters[index]));
        largest = std::max(largest, characters[index]);
    }
    Ref<Str> text = TRY(Str::create(self->length, largest));
    for (Size index = 0; index < self->length; ++index) set_character(text.get(), index, characters[index]);
    return text;
}

Result<List> to_list(Array* self) {
    Ref<List> list = List::create();
    for (Size index = 0; index < self->length; ++index) TRY(list_append(list.get(), TRY(self->read(index))));
    return list;
}

namespace {

Result<void> insert(Array* self, Size index, Object* value) {
    ItemBytes item = TRY(self->kind->convert(value));
    if (index < 0) index = std::max<Size>(index + self->length, 0);
    index = std::min(index, self->length);
    return self->replace(index, index, {item.bytes, self->kind->size});
}

Result<void> fromlist(Array* self, Object* object) {
    auto* list = as<List>(object);
    if (list == nullptr) return raise(TypeError, "arg must be list");
    Size count = list->length;
    if (count == 0) return {};
    TRY(self->check_resizable());
    ByteString items;  // apart, so that the array stays as it was when one of them is wrong
    for (Size index = 0; index < count; ++index) {
        Ref<Object> value = share(list->items[index]);
        ItemBytes item = TRY(self->kind->convert(value.get()));
        if (list->length != count) return raise(RuntimeError, "list changed size during iteration");
        items.append(item.bytes, self->kind->size);
    }
    items = TRY(complete(std::move(items)));
    return self->append(items);
}

Result<void> frombytes(Array* self, Object* object) {
    Buffer buffer;
    TRY(buffer.acquire(object));
    if (buffer.view().item_size != 1) return raise(TypeError, "a bytes-like object is required");
    return append_bytes(self, buffer.text());
}

Result<void> fromunicode(Array* self, Str* text) {
    if (self->kind->code != 'u') return raise(ValueError, "fromunicode() may only be called on unicode type arrays");
    return append_text(self, text);
}

Result<Str> tounicode(Array* self) {
    if (self->kind->code != 'u') return raise(ValueError, "tounicode() may only be called on unicode type arrays");
    return to_text(self);
}

Result<Bytes> tobytes(Array* self) { return Bytes::copy(self->view()); }

// ---------------------------------------------------------------- files

Result<void> fromfile(Array* self, Object* file, Size count) {
    if (count < 0) return raise(ValueError, "negative count");
    if (count > PTRDIFF_MAX / self->kind->size) return raise_no_memory();
    Ref<Int> wanted = Int::from(count * self->kind->size);
    Ref<Object> data = TRY(call_method(file, names::read, {wanted.get()}));
    auto* bytes = as<Bytes>(data.get());
    if (bytes == nullptr) return raise(TypeError, "read() didn't return bytes");
    TRY(append_bytes(self, bytes->view()));
    if (bytes->length != wanted->small) return raise(EOFError, "read() didn't return enough bytes");
    return {};
}

// The file's write() may change the array.
Result<void> tofile(Array* self, Object* file) {
    constexpr std::size_t piece = 64 * 1024;
    for (std::size_t written = 0; written < self->view().size(); written += piece) {
        Ref<Bytes> bytes = TRY(Bytes::copy(self->view().substr(written, piece)));
        TRY(call_method(file, names::write, {bytes.get()}));
    }
    return {};
}

// ---------------------------------------------------------------- searching

// The place of the first item between start and stop that equals the value; −1: there is none.
Result<Size> find(Array* self, Object* value, Size start, Size stop) {
    for (Size index = start; index < stop && index < self->length; ++index) {
        Ref<Object> item = TRY(self->read(index));
        if (TRY(equal(item.get(), value))) return index;
    }
    return Size(-1);
}

Result<Size> count(Array* self, Object* value) {
    Size count = 0;
    for (Size index = 0; index < self->length; ++index) {
        Ref<Object> item = TRY(self->read(index));
        count += TRY(equal(item.get(), value));
    }
    return count;
}

Result<Size> index(Array* self, Object* value, Object* start, Object* stop) {
    SearchBounds bounds = TRY(search_bounds(start, stop, self));
    Size found = TRY(find(self, value, bounds.start, bounds.stop));
    if (found < 0) return raise(ValueError, "array.index(x): x not in array");
    return found;
}

Result<void> remove(Array* self, Object* value) {
    Size found = TRY(find(self, value, 0, PTRDIFF_MAX));
    if (found < 0) return raise(ValueError, "array.remove(x): x not in array");
    if (found >= self->length) return {};  // the comparison has emptied the array
    return self->replace(found, found + 1, {});
}

Result<Object> pop(Array* self, Size index) {
    if (self->length == 0) return raise(IndexError, "pop from empty array");
    if (index < 0) index += self->length;
    if (index < 0 || index >= self->length) return raise(IndexError, "pop index out of range");
    Ref<Object> item = TRY(self->read(index));
    TRY(self->replace(index, index + 1, {}));
    return item;
}

// ---------------------------------------------------------------- the rest

Result<void> byteswap(Array* self) {
    with_pieces(self, [&](auto* items) {
        for (Size index = 0; index < self->length; ++index)
            std::reverse(std::begin(items[index].bytes), std::end(items[index].bytes));
    });
    return {};
}

Result<void> reverse(Array* self) {
    with_pieces(self, [&](auto* items) { std::reverse(items, items + self->length); });
    return {};
}

Result<Object> buffer_info(Array* self) {
    Ref<Int> address = Int::from_unsigned(reinterpret_cast<std::uintptr_t>(self->block));
    Ref<Int> length = Int::from(self->length);
    return Tuple::of({address.get(), length.get()});
}

Result<Array> copy(Array* self) { return Array::copy(*self->kind, self->view()); }
Result<Array> deepcopy(Array* self, Object*) { return copy(self); }
Result<Size> size_of_items(Array* self) { return Size(sizeof(Array)) + self->capacity * self->kind->size; }

const Method array_methods[] = {
    {"append(self, v, /)", bind<append>, "Puts an item at the end; amortised constant time."},
    {"buffer_info(self, /)", bind<buffer_info>, "Tells where in memory the items are, and how many."},
    {"byteswap(self, /)", bind<byteswap>, "Turns the bytes of each item around, for data from other machines."},
    {"__copy__(self, /)", bind<copy>, "Makes another array of the same items."},
    {"count(self, v, /)", bind<count>, "Counts the items equal to v."},
    {"__deepcopy__(self, unused, /)", bind<deepcopy>, "Makes another array of the same items."},
    {"extend(self, bb, /)", bind<extend>, "Puts all items of an iterable at the end; an array must be of this kind."},
    {"fromfile(self, f, n, /)", bind<fromfile>, "Reads n items from a binary file, as tofile() has written them."},
    {"fromlist(self, list, /)", bind<fromlist>, "Puts all items of a list at the end, or none if one is wrong."},
    {"frombytes(self, buffer, /)", bind<frombytes>, "Puts items at the end that are given as they stand in memory."},
    {"fromunicode(self, ustr, /)", bind<fromunicode>, "Puts the characters of a str at the end; kind 'u' only."},
    {"index(self, v, start=0, stop=sys.maxsize, /)", bind<index>,
     "Finds the first item equal to v between start and stop; ValueError if there is none."},
    {"insert(self, i, v, /)", bind<insert>, "Puts an item in front of position i; those behind move up."},
    {"pop(self, i=-1, /)", bind<pop>, "Takes the item at position i out and gives it."},
    {"__reduce_ex__(self, value, /)", bind<array_reduce>, "Tells pickle how to make it again."},
    {"remove(self, v, /)", bind<remove>, "Takes out the first item equal to v; ValueError if there is none."},
    {"reverse(self, /)", bind<reverse>, "Turns the order around in place."},
    {"tofile(self, f, /)", bind<tofile>, "Writes the items to a binary file as they stand in memory."},
    {"tolist(self, /)", bind<to_list>, "Makes a list of the items."},
    {"tobytes(self, /)", bind<tobytes>, "Gives the items as they stand in memory."},
    {"tounicode(self, /)", bind<tounicode>, "Makes a str of the characters; kind 'u' only."},
    {"__sizeof__(self, /)", bind<size_of_items>, "Tells how many bytes the array takes up, with the room to grow."},
};

}  // namespace

std::span<const Method> array_methods() { return array_methods; }

}  // namespace minipy::arrays
