// SPDX-License-Identifier: MIT
// The methods that bytes and bytearray have in common, as a class template over the type: `ByteMethods<Bytes>`.
//
// The work on plain bytes is in byteslike_methods.cpp, without templates. Here arguments are converted first and the
// object's own bytes are looked at last, because converting an argument may run code that changes a bytearray.
// CPython: Objects/bytes_methods.c, Objects/stringlib/*.h. Next: bytes.cpp, bytearray.cpp.
#pragma once

#include <array>
#include <vector>

#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str_search.hpp"

namespace minipy::bytes_methods {

// ---------------------------------------------------------------- on plain bytes

using View = std::string_view;
using Views = std::vector<View>;

enum class Case : std::uint8_t { upper, lower, title, capitalize, swap };
ByteString change_case(View data, Case wanted);

enum class Kind : std::uint8_t { alphabetic, alphanumeric, ascii, digit, lower, upper, title, space };
bool all_are(View data, Kind kind);

Size find(View data, View wanted, Size start, Size stop);  // −1: not there
Size find_last(View data, View wanted, Size start, Size stop);
Size count(View data, View wanted, Size start, Size stop);
Result<ByteString> replace(View data, View old_part, View new_part, Size most);
Result<Views> split(View data, View separator, Size most);  // separator empty: white space
Result<Views> split_last(View data, View separator, Size most);
Result<Views> split_lines(View data, bool keep_ends);
View strip(View data, const View* bytes, Side side);  // bytes null: white space
ByteString expand_tabs(View data, int tab_size);
ByteString zero_fill(View data, Size width);
Result<ByteString> pad(View data, Size left, Size right, char fill);
ByteString translate(View data, View table, View removed);  // table empty: unchanged
Result<ByteString> join(View separator, Object* iterable);
Result<Str> to_hex(View data, Object* separator, int group);  // separator null: none
Result<ByteString> from_hex(Object* text);

// A byte (int) or something with a buffer, as find() and `in` accept it.
class Pattern {
public:
    Result<void> take(Object* object, const char* type_error);
    View view() const { return is_byte_ ? View(&byte_, 1) : buffer_.text(); }

private:
    Buffer buffer_;
    char byte_ = 0;
    bool is_byte_ = false;
};

Result<char> byte_of(Object* object);  // ValueError: byte must be in range(0, 256)
Result<char> fill_byte(Object* object, const char* method);
Result<View> str_view(Object* object, const char* method, const char* argument);

// What bytes() and bytearray() do differently with the same arguments.
struct Making {
    const char* type;
    const char* range_error;
    bool asks_how_many;  // __length_hint__, and makes room for so many; the other takes items as they come
};
inline constexpr Making making_bytes = {"bytes", "bytes must be in range(0, 256)", true};
inline constexpr Making making_bytearray = {"bytearray", "byte must be in range(0, 256)", false};

// bytes(source, encoding, errors) and bytearray(…): the bytes that the arguments describe.
Result<ByteString> bytes_of_arguments(const Making& making, const Arguments& arguments);

Result<Object> make_translation_table(Object* first, Object* second);

}  // namespace minipy::bytes_methods

namespace minipy {

template <class T>
struct ByteMethods {
    using View = std::string_view;

    static Result<Object> make(View data) { return T::copy(data); }
    static Result<Object> make(Result<ByteString> data) { return T::copy(TRY(data)); }
    // A part that is the whole: bytes are immutable and can be shared.
    static Result<Object> part(T* self, View data) {
        if constexpr (std::is_same_v<T, Bytes>) {
            if (Size(data.size()) == self->length && is_exact<Bytes>(self)) return share(self);
        }
        return T::copy(data);
    }
    static const char* type_name_text() { return std::is_same_v<T, Bytes> ? "bytes" : "bytearray"; }

    // ------------------------------------------------------------ searching

    template <auto search>
    static Result<Size> search_method(T* self, const Arguments& arguments, const char* name) {
        SearchArguments parsed = TRY(parse_search_arguments(name, type_name_text(), arguments));
        bytes_methods::Pattern pattern;
        TRY(pattern.take(parsed.wanted, "argument should be integer or bytes-like object, not '{}'"));
        parsed.fit(self->length);
        return search(self->view(), pattern.view(), parsed.start, parsed.stop);
    }
    static Result<Size> find(T* self, const Arguments& arguments) {
        return search_method<bytes_methods::find>(self, arguments, "find");
    }
    static Result<Size> rfind(T* self, const Arguments& arguments) {
        return search_method<bytes_methods::find_last>(self, arguments, "rfind");
    }
    static Result<Size> count(T* self, const Arguments& arguments) {
        return search_method<bytes_methods::count>(self, arguments, "count");
    }
    static Result<Size> index(T* self, const Arguments& arguments) {
        return found(search_method<bytes_methods::find>(self, arguments, "index"));
    }
    static Result<Size> rindex(T* self, const Arguments& arguments) {
        return found(search_method<bytes_methods::find_last>(self, arguments, "rindex"));
    }
    static Result<Size> found(Result<Size> result) {
        Size position = TRY(result);
        if (position < 0) return raise(ValueError, "subsection not found");
        return position;
    }

    static bool matches(View data, View part, Size start, Size stop, Affix affix) {
        if (stop - start < Size(part.size())) return false;
        Size position = affix == Affix::suffix ? stop - Size(part.size()) : start;
        return data.substr(std::size_t(position), part.size()) == part;
    }
    static Result<bool> has_affix(T* self, const Arguments& arguments, const char* name, Affix affix) {
        SearchArguments parsed = TRY(parse_search_arguments(name, type_name_text(), arguments));
        parsed.fit(self->length);
        if (auto* parts = as<Tuple>(parsed.wanted)) {
            for (Object* item : *parts) {
                Buffer buffer;
                TRY(buffer.acquire(item));
                if (matches(self->view(), buffer.text(), parsed.start, parsed.stop, affix)) return true;
            }
            return false;
        }
        if (!supports_buffer(parsed.wanted)) {
            return raise(TypeError, "{} first arg must be bytes or a tuple of bytes, not {}", name,
                         type_name(parsed.wanted));
        }
        Buffer buffer;
        TRY(buffer.acquire(parsed.wanted));
        return matches(self->view(), buffer.text(), parsed.start, parsed.stop, affix);
    }
    static Result<bool> startswith(T* self, const Arguments& arguments) {
        return has_affix(self, arguments, "startswith", Affix::prefix);
    }
    static Result<bool> endswith(T* self, const Arguments& arguments) {
        return has_affix(self, arguments, "endswith", Affix::suffix);
    }

    // ------------------------------------------------------------ parts

    static Result<Object> replace(T* self, Object* old_part, Object* new_part, Size most) {
        Buffer from, to;
        TRY(from.acquire(old_part));
        TRY(to.acquire(new_part));
        return make(bytes_methods::replace(self->view(), from.text(), to.text(), most));
    }

    static Result<Object> list_of(T* self, Result<bytes_methods::Views> found) {
        bytes_methods::Views parts = TRY(found);
        Ref<List> list = List::create();
        for (View data : parts) TRY(list_append(list.get(), Ref<Object>(TRY(part(self, data)))));
        return list;
    }
    template <auto splitter>
    static Result<Object> split_with(T* self, Object* separator, Size most) {
        if (is_none(separator)) return list_of(self, splitter(self->view(), View(), most < 0 ? PTRDIFF_MAX : most));
        Buffer buffer;
        TRY(buffer.acquire(separator));
        if (buffer.length() == 0) return raise(ValueError, "empty separator");
        return list_of(self, splitter(self->view(), buffer.text(), most < 0 ? PTRDIFF_MAX : most));
    }
    static Result<Object> split(T* self, Object* separator, Size most) {
        return split_with<bytes_methods::split>(self, separator, most);
    }
    static Result<Object> rsplit(T* self, Object* separator, Size most) {
        return split_with<bytes_methods::split_last>(self, separator, most);
    }
    static Result<Object> splitlines(T* self, int keep_ends) {
        return list_of(self, bytes_methods::split_lines(self->view(), keep_ends != 0));
    }

    static Result<Object> three(View before, Object* middle, View middle_data, View after) {
        Ref<Object> first = TRY(make(before)), last = TRY(make(after));
        Ref<Object> separator = middle != nullptr && is_exact<T>(middle) && std::is_same_v<T, Bytes>
                                    ? share(middle)
                                    : TRY(make(middle_data));
        return Tuple::of({first.get(), separator.get(), last.get()});
    }
    static Result<Object> cut_out(View data, Size position, Object* separator, View text) {
        return three(data.substr(0, std::size_t(position)), separator, text,
                     data.substr(std::size_t(position) + text.size()));
    }
    static Result<Object> partition(T* self, Object* separator) {
        Buffer buffer;
        TRY(buffer.acquire(separator));
        if (buffer.length() == 0) return raise(ValueError, "empty separator");
        View data = self->view();
        Size position = bytes_methods::find(data, buffer.text(), 0, self->length);
        return position < 0 ? three(data, nullptr, View(), View()) : cut_out(data, position, separator, buffer.text());
    }
    static Result<Object> rpartition(T* self, Object* separator) {
        Buffer buffer;
        TRY(buffer.acquire(separator));
        if (buffer.length() == 0) return raise(ValueError, "empty separator");
        View data = self->view();
        Size position = bytes_methods::find_last(data, buffer.text(), 0, self->length);
        return position < 0 ? three(View(), nullptr, View(), data) : cut_out(data, position, separator, buffer.text());
    }

    template <Side side>
    static Result<Object> strip(T* self, Object* bytes) {
        if (is_none(bytes)) return part(self, bytes_methods::strip(self->view(), nullptr, side));
        Buffer buffer;
        TRY(buffer.acquire(bytes));
        View set = buffer.text();
        return part(self, bytes_methods::strip(self->view(), &set, side));
    }
    static Result<Object> removeprefix(T* self, Object* prefix) {
        Buffer buffer;
        TRY(buffer.acquire(prefix));
        View data = self->view();
        return part(self, data.starts_with(buffer.text()) ? data.substr(buffer.text().size()) : data);
    }
    static Result<Object> removesuffix(T* self, Object* suffix) {
        Buffer buffer;
        TRY(buffer.acquire(suffix));
        View data = self->view();
        return part(self, data.ends_with(buffer.text()) ? data.substr(0, data.size() - buffer.text().size()) : data);
    }

    // ------------------------------------------------------------ padding and case

    static Result<Object> center(T* self, Size width, Object* fill) {
        char byte = TRY(bytes_methods::fill_byte(fill, "center"));
        Size margin = lacking(width, self->length);
        Size left = margin / 2 + (margin & width & 1);
        return make(bytes_methods::pad(self->view(), left, margin - left, byte));
    }
    static Result<Object> ljust(T* self, Size width, Object* fill) {
        char byte = TRY(bytes_methods::fill_byte(fill, "ljust"));
        return make(bytes_methods::pad(self->view(), 0, lacking(width, self->length), byte));
    }
    static Result<Object> rjust(T* self, Size width, Object* fill) {
        char byte = TRY(bytes_methods::fill_byte(fill, "rjust"));
        return make(bytes_methods::pad(self->view(), lacking(width, self->length), 0, byte));
    }
    static Result<Object> zfill(T* self, Size width) {
        if (width > PTRDIFF_MAX / 2) return raise_no_memory();
        return make(View(bytes_methods::zero_fill(self->view(), width)));
    }
    static Result<Object> expandtabs(T* self, int tab_size) {
        return make(View(bytes_methods::expand_tabs(self->view(), tab_size)));
    }

    template <bytes_methods::Case wanted>
    static Result<Object> change_case(T* self) {
        return make(View(bytes_methods::change_case(self->view(), wanted)));
    }
    template <bytes_methods::Kind kind>
    static Result<bool> asks(T* self) {
        return bytes_methods::all_are(self->view(), kind);
    }

    // ------------------------------------------------------------ conversions

    static Result<Object> translate(T* self, Object* table, Object* removed) {
        Buffer table_buffer, removed_buffer;
        if (!is_none(table)) {
            TRY(table_buffer.acquire(table));
            if (table_buffer.length() != 256) return raise(ValueError, "translation table must be 256 characters long");
        }
        TRY(removed_buffer.acquire(removed));
        View table_view = is_none(table) ? View() : table_buffer.text();
        return make(View(bytes_methods::translate(self->view(), table_view, removed_buffer.text())));
    }
    static Result<Object> maketrans(Object* from, Object* to) {
        return bytes_methods::make_translation_table(from, to);
    }
    static Result<Object> join(T* self, Object* iterable) {
        return make(bytes_methods::join(TRY(complete(self->view())), iterable));
    }
    static Result<Str> decode(T* self, Object* encoding, Object* errors);
    static Result<Str> hex(T* self, Object* separator, int group) {
        return bytes_methods::to_hex(self->view(), separator, group);
    }
    static Result<Object> fromhex(Type* type, Object* text) {
        Ref<Object> made = TRY(make(bytes_methods::from_hex(text)));
        if (type == &T::type_object) return made;
        return call(type, {made.get()});
    }

    static std::span<const Method> table();
};

}  // namespace minipy
