// SPDX-License-Identifier: MIT
// The module marshal. The format itself is marshal_format.cpp. CPython: Python/marshal.c.
#include "modules/code/marshal_format.hpp"

#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/int.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy {

namespace {

Result<Object> marshal_dumps(Object* value, int version) {
    TRY(audit("marshal.dumps", {value, Int::from(version).get()}));
    return marshal_dump(value, version);
}

Result<Object> marshal_loads(Object* data) {
    Buffer buffer;
    TRY(buffer.acquire(data));
    if (is_audited()) TRY(audit("marshal.loads", {TRY(Bytes::copy(buffer.text())).get()}));
    return marshal_load(buffer.text());
}

Result<Object> marshal_dump_to_file(Object* value, Object* file, int version) {
    Ref<Bytes> bytes = TRY(marshal_dump(value, version));
    return call_method(file, names::write, {bytes.get()});
}

Result<Object> marshal_load_from_file(Object* file) {
    Ref<Object> data = TRY(call_method(file, names::read));
    auto* bytes = as<Bytes>(data.get());
    if (bytes == nullptr) return raise(TypeError, "file.read() returned not bytes but {}", type_name(data.get()));
    std::size_t consumed = 0;
    Ref<Object> value = TRY(marshal_load(bytes->view(), &consumed));
    // The next load() goes on behind this value. CPython reads no more than it needs.
    Size surplus = bytes->length - Size(consumed);
    if (surplus > 0) {
        Ref<Int> distance = Int::from(-surplus);
        TRY(call_method(file, Str::interned_from("seek").get(), {distance.get(), &shared_ints[1]}));
    }
    return value;
}

const Method marshal_functions[] = {
    {"dump(value, file, version=4, /)", bind<marshal_dump_to_file>, "Writes a value to a binary file."},
    {"dumps(value, version=4, /)", bind<marshal_dumps>, "Gives the bytes that dump() would write."},
    {"load(file, /)", bind<marshal_load_from_file>, "Reads one value from a binary file."},
    {"loads(bytes, /)", bind<marshal_loads>, "Reads one value from bytes; what lies behind it is passed over."},
};

constexpr Constant marshal_constants[] = {{"version", marshal_version}};

}  // namespace

extern const ModuleSpec marshal_module = {
    .name = "marshal",
    .doc =
        "Values as bytes, in the format of .pyc files: numbers, text, containers, code. It may change with each "
        "version of Python.",
    .functions = marshal_functions,
    .constants = marshal_constants,
};

}  // namespace minipy
