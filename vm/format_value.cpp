// SPDX-License-Identifier: MIT
// FORMAT_VALUE and BUILD_STRING: the parts of an f-string. CPython: Python/ceval.c.
#include "vm/format_value.hpp"

#include "runtime/kernel/text.hpp"
#include "runtime/text/str_builder.hpp"

namespace minipy {

Result<Str> join_pieces(Object** pieces, int count) {
    StrBuilder text;
    for (int index = 0; index < count; ++index) text.append(cast<Str>(pieces[index]));
    return text.finish();
}

Result<Object> format_value(Object* value, int conversion, Object* specification) {
    Ref<Object> converted = share(value);
    switch (conversion) {
        case 1: converted = TRY(to_str(value)); break;
        case 2: converted = TRY(repr(value)); break;
        case 3: converted = TRY(ascii(value)); break;
        default: break;
    }
    if (specification == nullptr && is_exact<Str>(converted.get())) return converted;
    return format(converted.get(), cast<Str>(specification));
}

}  // namespace minipy
