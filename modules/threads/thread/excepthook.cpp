// SPDX-License-Identifier: MIT
// What becomes of an exception that nobody in a thread has caught: threading.Thread hands it to threading.excepthook,
// whose original is here. CPython: Modules/_threadmodule.c (thread_excepthook).
#include "modules/native.hpp"
#include "modules/threads/thread/thread.hpp"
#include "runtime/containers/struct_sequence.hpp"
#include "runtime/exceptions/traceback.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

constexpr const char* fields[] = {"exc_type", "exc_value", "exc_traceback", "thread"};
const StructSequenceSpec arguments_spec("_thread._ExceptHookArgs",
                                        "What threading.excepthook is told: the exception in three parts, the thread.",
                                        fields);

// sys.stderr; the one that the thread remembers, when the interpreter has let go of it. Null: nobody will read it.
Maybe<Object> error_stream(Object* thread) {
    Object* found = dict_get_name(interpreter.sys.get(), Str::interned_from("stderr").get());
    if (found != nullptr && !is_none(found)) return share(found);
    if (is_none(thread)) return nothing;
    Ref<Object> kept = TRY(get_attribute(thread, Str::interned_from("_stderr").get()));
    if (is_none(kept.get())) return nothing;
    return kept;
}

Result<std::string> thread_name(Object* thread) {
    if (is_none(thread)) return format_text("{}", thread_identity());
    Ref<Object> name = TRY(get_attribute(thread, Str::interned_from("_name").get()));
    return TRY(to_str(name.get()))->to_string();
}

Result<void> write(Object* stream, std::string_view text) {
    TRY(call_method(stream, Str::interned_from("write").get(), {Str::from(text).get()}));
    return {};
}

}  // namespace

Type excepthook_arguments_type(arguments_spec);

Result<void> report_uncaught_in_thread(Object* arguments) {
    if (arguments->type != &excepthook_arguments_type)
        return raise(TypeError, "_thread.excepthook argument type must be ExceptHookArgs");
    Ref<Tuple> kept = share(cast<Tuple>(arguments));
    Object *type = (*kept)[0], *value = (*kept)[1], *thread = (*kept)[3];
    if (type == &SystemExit) return {};
    Ref<Object> stream = TRY(error_stream(thread));
    if (!stream) return {};
    TRY(write(stream.get(), "Exception in thread " + TRY(thread_name(thread)) + ":\n"));
    if (is_subtype(value->type, &BaseException)) TRY(write(stream.get(), format_exception(value)));
    TRY(call_method(stream.get(), Str::interned_from("flush").get()));
    return {};
}

}  // namespace minipy
