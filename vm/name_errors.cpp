// SPDX-License-Identifier: MIT
// Names looked up through namespaces, and NameError. CPython: Python/ceval.c.
#include "vm/name_errors.hpp"

#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"

namespace minipy {

namespace {

Failure raise_with_name(Type& type, Str* name, std::string_view message) {
    Failure failure = raise_message(type, message);
    Object* exception = current_thread->exception.get();
    if (exception->type == &NameError) cast<NameErrorObject>(exception)->name = share<Object>(name);
    return failure;
}

}  // namespace

Maybe<Object> find_in_namespace(Object* mapping, Str* name) {
    if (is_exact<Dict>(mapping)) return share(dict_get_name(cast<Dict>(mapping), name));
    Result<Object> found = get_item(mapping, name);
    if (found.failed() && catch_exception(KeyError)) return nothing;
    return found;
}

Failure raise_name_error(Str* name) {
    return raise_with_name(NameError, name, format_text("name '{}' is not defined", name));
}

Failure raise_unbound_local(Code* code, int index) {
    Str* name = code->local_name(index);
    return raise_with_name(
        UnboundLocalError, name,
        format_text("cannot access local variable '{}' where it is not associated with a value", name));
}

Failure raise_unbound_cell(Code* code, int index) {
    if ((code->local_kind(index) & local_free) == 0) return raise_unbound_local(code, index);
    Str* name = code->local_name(index);
    return raise_with_name(
        NameError, name,
        format_text("cannot access free variable '{}' where it is not associated with a value in enclosing scope",
                    name));
}

Result<Object> load_global(Frame* frame, Str* name) {
    Ref<Object> found = TRY(find_in_namespace(frame->globals, name));
    if (!found) found = TRY(find_in_namespace(frame->builtins, name));
    if (!found) return raise_name_error(name);
    return found;
}

Result<Object> load_name(Frame* frame, Str* name) {
    if (frame->namespace_ == nullptr) return raise(SystemError, "no locals when loading '{}'", name);
    Ref<Object> found = TRY(find_in_namespace(frame->namespace_, name));
    // Unlike a function, a class body or module does not ask the __getitem__ of globals that are a subclass of dict.
    if (!found) found = share(dict_get_name(frame->globals, name));
    if (!found) found = TRY(find_in_namespace(frame->builtins, name));
    if (!found) return raise_name_error(name);
    return found;
}

Result<void> store_name(Frame* frame, Str* name, Object* value) {
    if (frame->namespace_ == nullptr) return raise(SystemError, "no locals found when storing '{}'", name);
    if (is_exact<Dict>(frame->namespace_)) return dict_set(cast<Dict>(frame->namespace_), name, value);
    return set_item(frame->namespace_, name, value);
}

Result<void> delete_name(Frame* frame, Str* name) {
    if (frame->namespace_ == nullptr) return raise(SystemError, "no locals when deleting '{}'", name);
    if (delete_item(frame->namespace_, name).ok()) return {};
    clear_exception();  // whatever it was
    return raise_name_error(name);
}

Result<void> delete_global(Frame* frame, Str* name) {
    if (dict_delete_name(frame->globals, name)) return {};
    return raise_name_error(name);
}

Result<Object> load_class_variable(Frame* frame, int index) {
    Str* name = frame->code->local_name(index);
    Ref<Object> own = TRY(find_in_namespace(frame->namespace_, name));
    if (own) return own;
    Ref<Object> contents = cast<Cell>(frame->locals[index])->contents.hold();
    if (!contents) return raise_unbound_cell(frame->code, index);
    return contents;
}

}  // namespace minipy
