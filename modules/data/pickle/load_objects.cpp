// SPDX-License-Identifier: MIT
// Instructions that find classes, make instances and give them their state. All of it may run Python: whatever the
// instruction has read or taken off the stack is held in a Ref by then.
// CPython: Modules/_pickle.c (load_global … load_build, Unpickler.find_class). Next: unpickler.cpp.
#include "modules/data/pickle/unpickler.hpp"
#include "runtime/functions/descriptors.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/text/codecs.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::pickles {

// ---------------------------------------------------------------- finding

Result<Object> find_class(Unpickler* self, Object* module_name, Object* global_name) {
    TRY(audit("pickle.find_class", {module_name, global_name}));
    GlobalName global{share(module_name), share(global_name)};
    if (self->protocol < 3 && self->fix_imports) TRY(rename_for_python3(global));
    Ref<Object> module = TRY(import_named(global.module.get()));
    Ref<Object> found;
    if (self->protocol >= 4) {
        Ref<List> path = TRY(dotted_path(module.get(), global.name.get()));
        found = TRY(find_deep_attribute(module.get(), path.get()));
    } else {
        auto* name = as<Str>(global.name.get());
        if (name == nullptr)
            return raise(TypeError, "attribute name must be string, not '{}'", type_name(global.name.get()));
        found = TRY(find_attribute(module.get(), name));
    }
    if (found) return found;
    Ref<Str> shown = TRY(repr(global.name.get())), shown_module = TRY(repr(module.get()));
    return raise(AttributeError, "Can't get attribute {} on {}", shown.get(), shown_module.get());
}

namespace {

// By the method, which a subclass may override.
Result<Object> ask_for_class(Unpickler* self, Object* module_name, Object* global_name) {
    if (self->type == &Unpickler::type_object) return find_class(self, module_name, global_name);
    return call_method(self, Str::interned_from("find_class").get(), {module_name, global_name});
}

std::string_view without_end(std::string_view line) { return line.substr(0, line.size() - 1); }

}  // namespace

Result<void> load_global(Unpickler* self) {
    Ref<Str> module = TRY(decode_utf8(without_end(TRY(read_line(self, 2))), "strict"));
    Ref<Str> name = TRY(decode_utf8(without_end(TRY(read_line(self, 2))), "strict"));
    return self->stack.push(TRY(ask_for_class(self, module.get(), name.get())));
}

Result<void> load_stack_global(Unpickler* self) {
    Ref<Object> name, module;
    if (self->stack.top() != nullptr) name = TRY(self->stack.pop());
    if (self->stack.top() != nullptr) module = TRY(self->stack.pop());
    if (!name || !module || !is_exact<Str>(name.get()) || !is_exact<Str>(module.get()))
        return raise(unpickling_error(), "STACK_GLOBAL requires str");
    return self->stack.push(TRY(ask_for_class(self, module.get(), name.get())));
}

Result<void> load_extension(Unpickler* self, int bytes) {
    auto code = std::int64_t(little_endian(TRY(read_bytes(self, bytes)), bytes));
    if (bytes == 4) code = std::int32_t(code);
    if (code <= 0) return raise(unpickling_error(), "EXT specifies code <= 0");
    Ref<Int> number = Int::from(code);
    Ref<Object> known = TRY(look_up(state().extension_cache, number.get()));
    if (known) return self->stack.push(std::move(known));
    Ref<Object> pair = TRY(look_up(state().inverted_registry, number.get()));
    if (!pair) return raise(ValueError, "unregistered extension code {}", code);
    auto* both = as<Tuple>(pair.get());
    if (both == nullptr || both->length != 2 || !is<Str>((*both)[0]) || !is<Str>((*both)[1]))
        return raise(ValueError, "_inverted_registry[{}] isn't a 2-tuple of strings", code);
    Ref<Object> found = TRY(ask_for_class(self, (*both)[0], (*both)[1]));
    if (Ref<Dict> cache = state().extension_cache) TRY(dict_set(cache.get(), number.get(), found.get()));
    return self->stack.push(std::move(found));
}

// ---------------------------------------------------------------- persistent ids

namespace {

Failure no_hook() {
    return raise(unpickling_error(),
                 "A load persistent id instruction was encountered,\nbut no persistent_load function was specified.");
}

}  // namespace

Result<void> load_persistent_line(Unpickler* self) {
    if (!self->hook) return no_hook();
    Result<Str> id = decode_ascii(without_end(TRY(read_line(self, 1))), "strict");
    if (id.failed()) {
        if (!catch_exception(UnicodeDecodeError)) return Failure{};
        return raise(unpickling_error(), "persistent IDs in protocol 0 must be ASCII strings");
    }
    Ref<Str> kept = id.take();
    if (!self->hook) return no_hook();  // reading may have run Python that initialised the unpickler anew
    return self->stack.push(TRY(call_hook(self, kept.get())));
}

Result<void> load_persistent(Unpickler* self) {
    if (!self->hook) return no_hook();
    Ref<Object> id = TRY(self->stack.pop());
    return self->stack.push(TRY(call_hook(self, id.get())));
}

// ---------------------------------------------------------------- making

namespace {

// Classes of Python 2 without arguments were made without a call of __init__().
Result<Object> instantiate(Object* class_object, Tuple* arguments) {
    if (arguments->length == 0 && is<Type>(class_object)) {
        Ref<Object> method = TRY(find_attribute(class_object, Str::interned_from("__getinitargs__").get()));
        if (!method) return call_method(class_object, names::dunder_new, {class_object});
    }
    return call_with(class_object, arguments, nullptr);
}

Result<Object> make_new_object(Object* class_object, Object* arguments, Object* keywords, const char* opcode) {
    if (!is<Type>(class_object))
        return raise(unpickling_error(), "{} class argument must be a type, not {}", opcode, type_name(class_object));
    auto* type = cast<Type>(class_object);
    if (type->slots.new_ == nullptr)
        return raise(unpickling_error(), "{} class argument '{}' doesn't have __new__", opcode, type->display_name());
    if (!is<Tuple>(arguments))
        return raise(unpickling_error(), "{} args argument must be a tuple, not {}", opcode, type_name(arguments));
    auto* positional = cast<Tuple>(arguments);
    if (keywords == nullptr)
        return call_slot(type->slots.new_, type, Arguments(positional->items(), positional->length, nullptr));
    if (!is<Dict>(keywords))
        return raise(unpickling_error(), "{} kwargs argument must be a dict, not {}", opcode, type_name(keywords));
    Ref<Object> maker = TRY(get_attribute(class_object, names::dunder_new));
    Ref<Tuple> with_class = TRY(Tuple::create(positional->length + 1));
    with_class->initialize(0, share(class_object));
    for (Size index = 0; index < positional->length; ++index)
        with_class->initialize(index + 1, share((*positional)[index]));
    with_class->track();
    return call_with(maker.get(), with_class.get(), cast<Dict>(keywords));
}

}  // namespace

Result<void> load_instance(Unpickler* self) {
    Size mark = TRY(self->stack.pop_mark());
    Ref<Str> module = TRY(decode_ascii(without_end(TRY(read_line(self, 2))), "strict"));
    Ref<Str> name = TRY(decode_ascii(without_end(TRY(read_line(self, 2))), "strict"));
    Ref<Object> class_object = TRY(ask_for_class(self, module.get(), name.get()));
    Ref<Tuple> arguments = TRY(self->stack.pop_tuple(mark));
    return self->stack.push(TRY(instantiate(class_object.get(), arguments.get())));
}

Result<void> load_object(Unpickler* self) {
    Size mark = TRY(self->stack.pop_mark());
    if (self->stack.size() - mark < 1) return self->stack.underflow();
    Ref<Tuple> arguments = TRY(self->stack.pop_tuple(mark + 1));
    Ref<Object> class_object = TRY(self->stack.pop());
    return self->stack.push(TRY(instantiate(class_object.get(), arguments.get())));
}

Result<void> load_new_object(Unpickler* self) {
    Ref<Object> arguments = TRY(self->stack.pop()), class_object = TRY(self->stack.pop());
    return self->stack.push(TRY(make_new_object(class_object.get(), arguments.get(), nullptr, "NEWOBJ")));
}

Result<void> load_new_object_with_keywords(Unpickler* self) {
    Ref<Object> keywords = TRY(self->stack.pop());
    Ref<Object> arguments = TRY(self->stack.pop()), class_object = TRY(self->stack.pop());
    return self->stack.push(TRY(make_new_object(class_object.get(), arguments.get(), keywords.get(), "NEWOBJ_EX")));
}

Result<void> load_reduce(Unpickler* self) {
    Ref<Object> arguments = TRY(self->stack.pop()), callable = TRY(self->stack.pop());
    if (!is<Tuple>(arguments.get())) return raise(TypeError, "argument list must be a tuple");
    return self->stack.push(TRY(call_with(callable.get(), cast<Tuple>(arguments.get()), nullptr)));
}

// ---------------------------------------------------------------- state

namespace {

// Attributes are kept in the instance itself, or in a __dict__ that is what it seems to be.
bool has_plain_dict(Object* object) {
    if (!has_inline_values(object)) return false;
    Object* descriptor = lookup_in_type(object->type, names::dunder_dict);
    return descriptor != nullptr && is_exact<GetSetDescriptor>(descriptor);
}

Ref<Object> interned_key(Object* key) {
    if (!is_exact<Str>(key)) return share(key);
    return intern(share(cast<Str>(key)));
}

Result<void> update_dict(Object* object, Dict* attributes) {
    Ref<Object> target;
    Size position = 0;
    Object *key, *value;
    while (dict_next(attributes, position, key, value)) {
        Ref<Object> kept_key = interned_key(key), kept_value = share(value);
        if (!target && is_exact<Str>(kept_key.get()) && has_plain_dict(object)) {
            TRY(instance_set(object, cast<Str>(kept_key.get()), kept_value.get()));
            continue;
        }
        if (!target) target = TRY(get_attribute(object, names::dunder_dict));
        TRY(set_item(target.get(), kept_key.get(), kept_value.get()));
    }
    return {};
}

Result<void> set_attributes(Object* object, Dict* attributes) {
    Size position = 0;
    Object *key, *value;
    while (dict_next(attributes, position, key, value)) {
        Ref<Object> kept_key = share(key), kept_value = share(value);
        auto* name = as<Str>(kept_key.get());
        if (name == nullptr) return raise(TypeError, "attribute name must be string, not '{}'", type_name(key));
        TRY(set_attribute(object, name, kept_value.get()));
    }
    return {};
}

// Without a __setstate__(): a dict of attributes, or a pair of that and one for __slots__.
Result<void> set_state(Object* object, Object* state) {
    Ref<Object> attributes = share(state), slots;
    auto* pair = as<Tuple>(state);
    if (pair != nullptr && pair->length == 2) {
        attributes = share((*pair)[0]);
        slots = share((*pair)[1]);
    }
    if (!is_none(attributes.get())) {
        if (!is<Dict>(attributes.get())) return raise(unpickling_error(), "state is not a dictionary");
        if (!has_plain_dict(object)) TRY(get_attribute(object, names::dunder_dict));
        TRY(update_dict(object, cast<Dict>(attributes.get())));
    }
    if (!slots) return {};
    if (!is<Dict>(slots.get())) return raise(unpickling_error(), "slot state is not a dictionary");
    return set_attributes(object, cast<Dict>(slots.get()));
}

}  // namespace

Result<void> load_build(Unpickler* self) {
    if (self->stack.size() - 2 < self->stack.fence()) return self->stack.underflow();
    Ref<Object> state = TRY(self->stack.pop());
    Ref<Object> object = share(self->stack.top());
    Ref<Object> method = TRY(find_attribute(object.get(), names::dunder_setstate));
    if (!method) return set_state(object.get(), state.get());
    TRY(call(method.get(), {state.get()}));
    return {};
}

}  // namespace minipy::pickles
