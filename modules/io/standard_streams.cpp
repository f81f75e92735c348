// SPDX-License-Identifier: MIT
// sys.stdin, sys.stdout, sys.stderr. CPython: Python/pylifecycle.c (create_stdio).
#include <fcntl.h>
#include <unistd.h>

#include <clocale>
#include <string>

#include "modules/io/buffered.hpp"
#include "modules/io/file_io.hpp"
#include "modules/io/open.hpp"
#include "modules/io/text_wrapper.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::io {

namespace {

struct Standard {
    const char *name, *original, *shown;
    int descriptor;
};

// How text becomes bytes. (On stderr nothing is an error: what cannot be encoded is written as its escape.)
struct TextForm {
    std::string encoding = "utf-8";
    std::string errors;
};

// Who has not said which language he speaks may have files named in any encoding: their bytes go through as they are.
const char* usual_errors() {
    const char* chosen = std::setlocale(LC_CTYPE, "");
    std::string locale = chosen == nullptr ? "C" : chosen;
    std::setlocale(LC_CTYPE, "C");
    bool says_nothing = locale == "C" || locale == "POSIX" || locale == "C.UTF-8" || locale == "C.utf8";
    return says_nothing ? "surrogateescape" : "strict";
}

TextForm parse_text_form(std::string_view text) {
    std::size_t colon = std::min(text.find(':'), text.size());
    TextForm form;
    form.errors = text.substr(std::min(colon + 1, text.size()));
    if (colon > 0) form.encoding = text.substr(0, colon);
    if (form.errors.empty()) form.errors = colon > 0 ? "strict" : usual_errors();
    return form;
}

// stdout is buffered by line when a person looks at it, stderr always. Unbuffered means: what print() writes is written
// at once, to the raw stream.
Result<Object> make_stream(const Standard& standard, bool unbuffered, const TextForm& form) {
    bool writes = standard.descriptor != 0;
    Ref<Int> descriptor = Int::from(standard.descriptor);
    Ref<Str> raw_mode = Str::interned_from(writes ? "wb" : "rb"), name = Str::from(standard.shown);
    Ref<FileIO> raw = TRY(open_file(descriptor.get(), raw_mode.get(), AtClose::keep_descriptor, &None));
    TRY(set_attribute(raw.get(), Str::interned_from("name").get(), name.get()));
    bool terminal = ::isatty(standard.descriptor) != 0;
    bool direct = unbuffered && writes;
    Type& type = writes ? BufferedWriter::type_object : BufferedReader::type_object;
    Ref<Object> buffer = direct ? Ref<Object>(raw) : TRY(make_buffered(type, raw.get(), raw->block_size));
    Ref<Str> encoding = Str::interned_from(form.encoding),
             errors = Str::interned_from(standard.descriptor == 2 ? "backslashreplace" : form.errors),
             newline = Str::interned_from("\n");
    bool by_line = standard.descriptor == 2 || (terminal && !direct);
    Ref<TextIOWrapper> stream = TRY(make_text_wrapper(buffer.get(), encoding.get(), errors.get(), newline.get(),
                                                      {.by_line = by_line, .write_through = direct}));
    TRY(set_attribute(stream.get(), Str::interned_from("mode").get(), Str::interned_from(writes ? "w" : "r").get()));
    return stream;
}

}  // namespace

Result<void> add_standard_streams(Dict* sys, bool unbuffered, std::string_view text_form) {
    constexpr Standard standards[] = {{"stdin", "__stdin__", "<stdin>", 0},
                                      {"stdout", "__stdout__", "<stdout>", 1},
                                      {"stderr", "__stderr__", "<stderr>", 2}};
    TextForm form = parse_text_form(text_form);
    for (const Standard& standard : standards) {
        bool open = ::fcntl(standard.descriptor, F_GETFD) >= 0;
        Result<Object> made = open ? make_stream(standard, unbuffered, form) : none();
        if (made.failed() && !catch_exception(OSError)) return Failure{};
        Ref<Object> stream = made.ok() ? made.take() : none();
        dict_set_name(sys, Str::interned_from(standard.name).get(), stream.get());
        dict_set_name(sys, Str::interned_from(standard.original).get(), stream.get());
    }
    return {};
}

}  // namespace minipy::io
