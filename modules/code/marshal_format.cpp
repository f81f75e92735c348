// SPDX-License-Identifier: MIT
// Reading and writing marshal format 4. Objects that may be referred to again are flagged (FLAG_REF) and numbered in
// the order in which they are first met; a later occurrence is written as 'r' and the number.
// CPython: Python/marshal.c.
#include "modules/code/marshal_format.hpp"

#include <cstring>
#include <unordered_map>
#include <vector>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/numbers/mpz.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy {

namespace {

constexpr std::uint8_t flag_ref = 0x80;
constexpr int deepest_nesting = 2000;
constexpr int digit_bits = 15;  // big ints are written in digits of 15 bits

// ---------------------------------------------------------------- writing

class Writer {
public:
    explicit Writer(int version) : version_(version) {}
    ByteString bytes;

    Result<void> write(Object* object) {
        if (++depth_ > deepest_nesting || native_stack_is_low())
            return raise(ValueError, "object too deeply nested to marshal");
        TRY(write_nested(object));
        --depth_;
        return {};
    }

private:
    void byte(int value) { bytes += static_cast<char>(value); }
    void int16(int value) {
        byte(value & 0xFF);
        byte((value >> 8) & 0xFF);
    }
    void int32(std::int64_t value) {
        for (int shift = 0; shift < 32; shift += 8) byte(int((value >> shift) & 0xFF));
    }
    void raw_double(double value) {
        char data[8];
        std::memcpy(data, &value, 8);
        bytes.append(data, 8);
    }

    // Before version 2 floating-point numbers were text.
    void number(double value) {
        if (version_ > 1) return raw_double(value);
        std::string text = fmt::format("{:.17g}", value);
        byte(int(text.size()));
        bytes.append(text);
    }

    // True: written as a reference. Otherwise `flag` is what the type byte gets. An object with a single owner cannot
    // occur twice and is not numbered.
    Result<bool> write_reference(Object* object, int& flag) {
        flag = 0;
        if (version_ < 3 || object->reference_count == 1) return false;
        TRY(reserve_key(numbers_));
        auto [position, inserted] = numbers_.emplace(object, int(numbers_.size()));
        if (inserted) {
            flag = flag_ref;
            return false;
        }
        byte('r');
        int32(position->second);
        return true;
    }

    Result<void> write_nested(Object* object) {
        if (object == nullptr) return byte('0'), Result<void>();
        if (is_none(object)) return byte('N'), Result<void>();
        if (object == &Ellipsis) return byte('.'), Result<void>();
        if (object == &False) return byte('F'), Result<void>();
        if (object == &True) return byte('T'), Result<void>();
        if (object == &StopIteration) return byte('S'), Result<void>();
        int flag = 0;
        if (TRY(write_reference(object, flag))) return {};
        if (is_exact<Int>(object)) return write_int(cast<Int>(object), flag);
        if (is_exact<Float>(object)) {
            byte((version_ > 1 ? 'g' : 'f') | flag);
            number(cast<Float>(object)->value);
            return {};
        }
        if (is_exact<Complex>(object)) {
            byte((version_ > 1 ? 'y' : 'x') | flag);
            number(cast<Complex>(object)->real);
            number(cast<Complex>(object)->imaginary);
            return {};
        }
        if (is_exact<Bytes>(object)) {
            byte('s' | flag);
            int32(cast<Bytes>(object)->length);
            bytes.append(cast<Bytes>(object)->view());
            return {};
        }
        if (is_exact<Str>(object)) return write_str(cast<Str>(object), flag);
        if (is_exact<Tuple>(object)) return write_tuple(cast<Tuple>(object), flag);
        if (is_exact<List>(object)) {
            auto* list = cast<List>(object);
            byte('[' | flag);
            int32(list->length);
            for (Size index = 0; index < list->length; ++index) TRY(write((*list)[index]));
            return {};
        }
        if (is_exact<Dict>(object)) return write_dict(cast<Dict>(object), flag);
        if (is_exact<Set>(object) || is_exact<FrozenSet>(object)) return write_set(cast<Set>(object), flag);
        if (is_exact<Code>(object)) return write_code(cast<Code>(object), flag);
        if (supports_buffer(object)) return write_buffer(object, flag);
        return raise(ValueError, "unmarshallable object");
    }

    // It is read back as bytes.
    Result<void> write_buffer(Object* object, int flag) {
        Buffer buffer;
        if (buffer.acquire(object).failed()) {
            clear_exception();
            return raise(ValueError, "unmarshallable object");
        }
        byte('s' | flag);
        int32(buffer.length());
        bytes.append(buffer.text());
        return {};
    }

    Result<void> write_int(Int* value, int flag) {
        if (value->is_small() && value->small >= INT32_MIN && value->small <= INT32_MAX) {
            byte('i' | flag);
            int32(value->small);
            return {};
        }
        IntView view(value);
        auto digits = (mpz_sizeinbase(view, 2) + digit_bits - 1) / digit_bits;
        byte('l' | flag);
        int32(value->is_negative() ? -std::int64_t(digits) : std::int64_t(digits));
        char* place = bytes.extend(digits * 2);
        if (place == nullptr) return raise_no_memory();
        mpz_export(place, nullptr, -1, 2, -1, 16 - digit_bits, view);
        return {};
    }

    Result<void> write_str(Str* text, int flag) {
        if (version_ >= 4 && text->ascii) {
            bool is_short = text->length < 256;
            byte((text->interned ? (is_short ? 'Z' : 'A') : (is_short ? 'z' : 'a')) | flag);
            if (is_short) byte(int(text->length));
            else int32(text->length);
            bytes.append(text->view());
            return {};
        }
        Ref<Bytes> encoded = TRY(encode_utf8(text, "surrogatepass"));
        byte((version_ >= 3 && text->interned ? 't' : 'u') | flag);
        int32(encoded->length);
        bytes.append(encoded->view());
        return {};
    }

    Result<void> write_tuple(Tuple* tuple, int flag) {
        bool is_short = version_ >= 4 && tuple->length < 256;
        byte((is_short ? ')' : '(') | flag);
        if (is_short) byte(int(tuple->length));
        else int32(tuple->length);
        for (Object* item : *tuple) TRY(write(item));
        return {};
    }

    Result<void> write_dict(Dict* dict, int flag) {
        byte('{' | flag);
        Size position = 0;
        Object *key, *value;
        while (dict_next(dict, position, key, value)) {
            TRY(write(key));
            TRY(write(value));
        }
        byte('0');
        return {};
    }

    Result<void> write_set(Set* set, int flag) {
        byte((is_exact<FrozenSet>(set) ? '>' : '<') | flag);
        int32(set->used);
        Size position = 0;
        Object* key;
        Hash hash;
        while (set_next(set, position, key, hash)) TRY(write(key));
        return {};
    }

    Result<void> write_code(Code* code, int flag) {
        const CodeParts& parts = code->parts;
        byte('c' | flag);
        for (int number : {parts.argument_count, parts.positional_only_count, parts.keyword_only_count,
                           parts.stack_size, parts.flags})
            int32(number);
        for (Object* object :
             {static_cast<Object*>(parts.code.get()), static_cast<Object*>(parts.constants.get()),
              static_cast<Object*>(parts.names.get()), static_cast<Object*>(parts.localsplus_names.get()),
              static_cast<Object*>(parts.localsplus_kinds.get()), static_cast<Object*>(parts.filename.get()),
              static_cast<Object*>(parts.name.get()), static_cast<Object*>(parts.qualname.get())}) {
            TRY(write(object));
        }
        int32(parts.first_line);
        TRY(write(parts.line_table.get()));
        return write(parts.exception_table.get());
    }

    int version_;
    int depth_ = 0;
    std::unordered_map<Object*, int> numbers_;
};

// ---------------------------------------------------------------- reading

class Reader {
public:
    explicit Reader(std::string_view data) : data_(data) {}
    std::size_t position() const { return position_; }

    Result<Object> read(const char* wanted_for = "object") {
        Ref<Object> object = TRY(read_or_null());
        if (!object) return raise(TypeError, "NULL object in marshal data for {}", wanted_for);
        return object;
    }

private:
    Failure too_short() { return raise(EOFError, "marshal data too short"); }
    Failure bad_data(const char* what) { return raise(ValueError, "bad marshal data ({})", what); }

    Result<std::string_view> take(std::size_t count) {
        if (count > data_.size() - position_) return too_short();
        std::string_view part = data_.substr(position_, count);
        position_ += count;
        return part;
    }
    Result<int> byte() {
        if (position_ >= data_.size()) {
            (void)raise(EOFError, "EOF read where object expected");
            return Failure{};
        }
        return int(static_cast<unsigned char>(data_[position_++]));
    }
    Result<std::int64_t> int32() {
        std::string_view part = TRY(take(4));
        std::int32_t value;
        std::memcpy(&value, part.data(), 4);
        return std::int64_t(value);
    }
    Result<std::int64_t> count(const char* what) {
        std::int64_t value = TRY(int32());
        if (value < 0) return bad_data(what);
        return value;
    }
    Result<double> raw_double() {
        std::string_view part = TRY(take(8));
        double value;
        std::memcpy(&value, part.data(), 8);
        return value;
    }

    // Numbers are given when an object begins, before its parts are read.
    Result<std::size_t> reserve(bool numbered) {
        TRY(reserve_more(references_, 1));
        if (numbered) references_.push_back(nullptr);
        return references_.size() - 1;
    }
    template <class T>
    Ref<T> remember(bool numbered, std::size_t number, Ref<T> object) {
        if (numbered) references_[number] = object;
        return object;
    }

    Result<Ref<Object>> read_or_null() {
        if (++depth_ > deepest_nesting || native_stack_is_low()) return raise(ValueError, "recursion limit exceeded");
        int first = TRY(byte());
        Result<Ref<Object>> object = read_kind(char(first & 0x7F), (first & flag_ref) != 0);
        --depth_;
        return object;
    }

    Result<Ref<Object>> read_kind(char kind, bool numbered) {
        switch (kind) {
            case '0': return Ref<Object>();
            case 'N': return none();
            case '.': return share<Object>(&Ellipsis);
            case 'F': return to_bool(false);
            case 'T': return to_bool(true);
            case 'S': return share<Object>(&StopIteration);
            case 'r': {
                std::int64_t number = TRY(int32());
                if (number < 0 || std::size_t(number) >= references_.size()) return bad_data("invalid reference");
                if (!references_[std::size_t(number)]) return bad_data("invalid reference");
                return references_[std::size_t(number)];
            }
            case '(':
            case ')': return read_tuple(kind == ')' ? TRY(byte()) : TRY(count("tuple size out of range")), numbered);
            case '[': return read_list(numbered);
            case '{': return read_dict(numbered);
            case '<':
            case '>': return read_set(kind == '>' ? &FrozenSet::type_object : &Set::type_object, numbered);
            case 'c': return read_code(numbered);
            default: break;
        }
        std::size_t number = TRY(reserve(numbered));
        return remember(numbered, number, TRY(read_scalar(kind)));
    }

    Result<Object> read_scalar(char kind) {
        switch (kind) {
            case 'i': return Int::from(TRY(int32()));
            case 'I': {
                std::string_view part = TRY(take(8));
                std::int64_t value;
                std::memcpy(&value, part.data(), 8);
                return Int::from(value);
            }
            case 'l': return read_big_int();
            case 'f':
            case 'x': return read_text_number(kind == 'x');
            case 'g': return Float::from(TRY(raw_double()));
            case 'y': {
                double real = TRY(raw_double());
                return Complex::from(real, TRY(raw_double()));
            }
            case 's': return Bytes::copy(TRY(take(std::size_t(TRY(count("bytes object size out of range"))))));
            case 'a':
            case 'A': return read_ascii(std::size_t(TRY(count("string size out of range"))), kind == 'A');
            case 'z':
            case 'Z': return read_ascii(std::size_t(TRY(byte())), kind == 'Z');
            case 't':
            case 'u': {
                std::string_view part = TRY(take(std::size_t(TRY(count("string size out of range")))));
                Ref<Str> text = TRY(decode_utf8(part, "surrogatepass"));
                return kind == 't' ? intern(std::move(text)) : text;
            }
            default: return bad_data("unknown type code");
        }
    }

    Result<Object> read_ascii(std::size_t length, bool interned) {
        std::string_view part = TRY(take(length));
        for (char character : part) {
            if (static_cast<unsigned char>(character) > 127) return bad_data("non-ASCII character in ASCII string");
        }
        Ref<Str> text = Str::from_ascii(part);
        return interned ? intern(std::move(text)) : text;
    }

    Result<Object> read_text_number(bool is_complex) {
        auto number = [&]() -> Result<double> {
            std::string_view text = TRY(take(std::size_t(TRY(byte()))));
            double value = 0;
            if (!parse_double(text, value)) return bad_data("invalid float");
            return value;
        };
        double real = TRY(number());
        if (!is_complex) return Float::from(real);
        return Complex::from(real, TRY(number()));
    }

    Result<Object> read_big_int() {
        std::int64_t size = TRY(int32());
        if (size == INT32_MIN) return bad_data("long size out of range");
        std::size_t digits = std::size_t(size < 0 ? -size : size);
        if (digits > (data_.size() - position_) / 2) return too_short();
        const char* problem = nullptr;
        std::string_view raw = data_.substr(position_, digits * 2);
        position_ += digits * 2;
        for (std::size_t index = digits; index-- > 0;) {
            unsigned digit = unsigned(static_cast<unsigned char>(raw[2 * index])) |
                             unsigned(static_cast<unsigned char>(raw[2 * index + 1])) << 8;
            if (digit >= 1u << digit_bits) problem = "digit out of range in long";
            if (index + 1 == digits && digit == 0) problem = "unnormalized long data";
        }
        if (problem != nullptr) return bad_data(problem);
        TRY(check_limbs(Size(digits) * digit_bits / GMP_NUMB_BITS + 1));
        Mpz value;
        mpz_import(value, digits, -1, 2, -1, 16 - digit_bits, raw.data());
        if (size < 0) mpz_neg(value, value);
        return Int::from_mpz(value);
    }

    Result<Ref<Object>> read_tuple(std::int64_t length, bool numbered) {
        std::size_t number = TRY(reserve(numbered));
        Ref<List> items = List::create();
        for (std::int64_t index = 0; index < length; ++index) TRY(list_append(items.get(), TRY(read("tuple"))));
        return Ref<Object>(remember(numbered, number, TRY(list_to_tuple(items.get()))));
    }

    Result<Ref<Object>> read_list(bool numbered) {
        std::int64_t length = TRY(count("list size out of range"));
        std::size_t number = TRY(reserve(numbered));
        Ref<List> list = remember(numbered, number, List::create());
        for (std::int64_t index = 0; index < length; ++index) TRY(list_append(list.get(), TRY(read("list"))));
        return Ref<Object>(list);
    }

    Result<Ref<Object>> read_dict(bool numbered) {
        std::size_t number = TRY(reserve(numbered));
        Ref<Dict> dict = remember(numbered, number, Dict::create());
        for (;;) {
            Ref<Object> key = TRY(read_or_null());
            if (!key) break;
            Ref<Object> value = TRY(read_or_null());
            if (!value) break;
            TRY(dict_set(dict.get(), key.get(), value.get()));
        }
        return Ref<Object>(dict);
    }

    Result<Ref<Object>> read_set(Type* type, bool numbered) {
        std::int64_t length = TRY(count("set size out of range"));
        std::size_t number = TRY(reserve(numbered));
        Ref<Set> set = TRY(Set::from_iterable(type, nullptr));
        for (std::int64_t index = 0; index < length; ++index) TRY(set_add(set.get(), TRY(read("set")).get()));
        return Ref<Object>(remember(numbered, number, set));
    }

    template <class T>
    Result<Ref<T>> read_as() {
        Ref<Object> object = TRY(read());
        if (!is_exact<T>(object.get())) return bad_data("wrong type in code object");
        return ref_cast<T>(std::move(object));
    }

    Result<Ref<Object>> read_code(bool numbered) {
        std::size_t number = TRY(reserve(numbered));
        CodeParts parts;
        for (int* field : {&parts.argument_count, &parts.positional_only_count, &parts.keyword_only_count,
                           &parts.stack_size, &parts.flags}) {
            *field = int(TRY(int32()));
        }
        parts.code = TRY(read_as<Bytes>());
        parts.constants = TRY(read_as<Tuple>());
        parts.names = TRY(read_as<Tuple>());
        parts.localsplus_names = TRY(read_as<Tuple>());
        parts.localsplus_kinds = TRY(read_as<Bytes>());
        parts.filename = TRY(read_as<Str>());
        parts.name = TRY(read_as<Str>());
        parts.qualname = TRY(read_as<Str>());
        parts.first_line = int(TRY(int32()));
        parts.line_table = TRY(read_as<Bytes>());
        parts.exception_table = TRY(read_as<Bytes>());
        Ref<Code> code = TRY(Code::checked(std::move(parts)));
        return Ref<Object>(remember(numbered, number, std::move(code)));
    }

    std::string_view data_;
    std::size_t position_ = 0;
    int depth_ = 0;
    std::vector<Ref<Object>> references_;
};

}  // namespace

Result<Bytes> marshal_dump(Object* object, int version) {
    Writer writer(version);
    TRY(writer.write(object));
    ByteString bytes = TRY(complete(std::move(writer.bytes)));
    return Bytes::copy(bytes);
}

Result<Object> marshal_load(std::string_view data, std::size_t* consumed) {
    Reader reader(data);
    Ref<Object> object = TRY(reader.read());
    if (consumed != nullptr) *consumed = reader.position();
    return object;
}

// ---------------------------------------------------------------- .pyc files

bool has_pyc_magic(std::string_view data) { return data.size() >= 4 && std::memcmp(data.data(), pyc_magic, 4) == 0; }

Result<ByteString> make_pyc(Code* code, std::uint32_t source_mtime, std::uint32_t source_size) {
    ByteString file(std::string_view(reinterpret_cast<const char*>(pyc_magic), 4));
    for (std::uint32_t number : {std::uint32_t(0), source_mtime, source_size}) {
        char little_endian[4];
        std::memcpy(little_endian, &number, 4);
        file.append(little_endian, 4);
    }
    Ref<Bytes> body = TRY(marshal_dump(code));
    file += body->view();
    return complete(std::move(file));
}

Result<Code> load_pyc(std::string_view data) {
    if (!has_pyc_magic(data)) return raise(RuntimeError, "Bad magic number in .pyc file");
    if (data.size() < pyc_header_size) return raise(EOFError, "EOF read where not expected");
    Result<Object> object = marshal_load(data.substr(pyc_header_size));
    if (object.failed() && exception_matches(MemoryError)) return Failure{};
    if (object.failed()) clear_exception();
    if (object.failed() || !is_exact<Code>(object.get())) return raise(RuntimeError, "Bad code object in .pyc file");
    return ref_cast<Code>(object.take());
}

std::uint64_t source_hash(std::string_view source) {
    std::uint32_t magic;
    std::memcpy(&magic, pyc_magic, sizeof magic);
    return keyed_hash(magic, source);
}

}  // namespace minipy
