// SPDX-License-Identifier: MIT
// The names of OpenSSL's errors: two tables, and the dicts that programs see of them.
// CPython: Modules/_ssl_data_300.h. Next: errors.cpp.
#include "modules/crypto/ssl/errors.hpp"

namespace minipy::ssl {

namespace {

struct Name {
    int library;  // 0 in the table of libraries
    int number;
    const char* text;
};

#define LIBRARY(number, name) {0, number, #name},
constexpr Name libraries[] = {
#include "modules/crypto/ssl/error_libraries.def"
};
#undef LIBRARY

// A row for a library gives the number to the rows behind it.
#define LIBRARY(number) {number, 0, nullptr},
#define REASON(number, name) {0, number, #name},
constexpr Name reasons[] = {
#include "modules/crypto/ssl/error_reasons.def"
};
#undef REASON
#undef LIBRARY

}  // namespace

const char* name_of_reason(int library, int reason) {
    int current = 0;
    for (const Name& row : reasons) {
        if (row.text == nullptr) current = row.library;
        else if (current == library && row.number == reason) return row.text;
    }
    return nullptr;
}

const char* name_of_library(int library) {
    for (const Name& row : libraries) {
        if (row.number == library) return row.text;
    }
    return nullptr;
}

Result<void> add_error_names(Module* module) {
    Ref<Dict> names = Dict::create(), codes = Dict::create(), library_names = Dict::create();
    Ref<Int> library;
    for (const Name& row : reasons) {
        if (row.text == nullptr) {
            library = Int::from(row.library);
            continue;
        }
        Ref<Str> name = Str::from(row.text);
        Ref<Int> number = Int::from(row.number);
        Ref<Tuple> code = Tuple::of({library.get(), number.get()});
        TRY(dict_set(names.get(), code.get(), name.get()));
        TRY(dict_set(codes.get(), name.get(), code.get()));
    }
    for (const Name& row : libraries)
        TRY(dict_set(library_names.get(), Int::from(row.number).get(), Str::from(row.text).get()));
    module->set("err_codes_to_names", names.get());
    module->set("err_names_to_codes", codes.get());
    module->set("lib_codes_to_names", library_names.get());
    return {};
}

}  // namespace minipy::ssl
