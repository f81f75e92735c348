// SPDX-License-Identifier: MIT
// os.fspath() and the encoding of file names.
#include "modules/text/file_name.hpp"

#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy {

Result<Object> file_name_object(Object* path) {
    if (is<Str>(path) || is<Bytes>(path)) return share(path);
    Maybe<Object> found = lookup_special(path, names::dunder_fspath);
    if (found.failed()) clear_exception();
    Ref<Object> method = found.ok() ? found.take() : nullptr;
    if (!method) return raise(TypeError, "expected str, bytes or os.PathLike object, not {}", type_name(path));
    Ref<Object> name = TRY(call(method.get()));
    if (is<Str>(name.get()) || is<Bytes>(name.get())) return name;
    return raise(TypeError, "expected {}.__fspath__() to return str or bytes, not {}", type_name(path),
                 type_name(name.get()));
}

Result<Bytes> file_name_encoded(Object* path) {
    Ref<Object> name = TRY(file_name_object(path));
    Ref<Bytes> bytes = is<Bytes>(name.get()) ? ref_cast<Bytes>(std::move(name))
                                             : TRY(encode_utf8(cast<Str>(name.get()), "surrogateescape"));
    if (bytes->view().find('\0') != std::string_view::npos) return raise(ValueError, "embedded null byte");
    return bytes;
}

Result<std::string> file_name_bytes(Object* path) {
    Ref<Bytes> bytes = TRY(file_name_encoded(path));
    TRY(check_room(2 * bytes->view().size()));
    return std::string(bytes->view());
}

}  // namespace minipy
