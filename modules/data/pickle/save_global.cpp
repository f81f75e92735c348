// SPDX-License-Identifier: MIT
// Classes, functions and singletons are written by name: that of their module and the path to them in it, or the number
// under which copyreg knows the two. It is checked that the name leads to this very object now.
// CPython: Modules/_pickle.c (save_global, save_type). Next: pickler.cpp.
#include "modules/data/pickle/pickler.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy::pickles {

namespace {

// What a name has led to.
struct FoundGlobal {
    GlobalName name;
    Ref<Object> module, parent;  // `parent`: what the object is an attribute of
    Ref<Object> last_name;
};

// A built-in type makes its name anew each time, in CPython: no pickle knows it from before.
Result<Object> own_name(Object* object) {
    auto* type = as<Type>(object);
    if (type != nullptr && !type->has(TypeFlag::heap)) return Str::from(type->name->view());
    Ref<Object> name = TRY(find_attribute(object, names::dunder_qualname));
    if (name) return name;
    return get_attribute(object, names::dunder_name);
}

Failure import_failed(Object* object, Object* module_name) {
    clear_exception();
    Ref<Str> shown = TRY(repr(object)), shown_module = TRY(repr(module_name));
    return raise(pickling_error(), "Can't pickle {}: import of module {} failed", shown.get(), shown_module.get());
}

Failure not_found(Object* object, const GlobalName& global) {
    Ref<Str> shown = TRY(repr(object)), name = TRY(to_str(global.name.get())),
             module = TRY(to_str(global.module.get()));
    return raise(pickling_error(), "Can't pickle {}: attribute lookup {} on {} failed", shown.get(), name.get(),
                 module.get());
}

Failure another_object(Object* object, const GlobalName& global) {
    Ref<Str> shown = TRY(repr(object)), module = TRY(to_str(global.module.get())),
             name = TRY(to_str(global.name.get()));
    return raise(pickling_error(), "Can't pickle {}: it's not the same object as {}.{}", shown.get(), module.get(),
                 name.get());
}

Result<FoundGlobal> find_global(Object* object, Object* said_name) {
    FoundGlobal found;
    found.name.name = said_name != nullptr ? share(said_name) : TRY(own_name(object));
    Ref<List> path = TRY(dotted_path(nullptr, found.name.name.get()));
    if (path->length == 0) return raise(ValueError, "empty separator");
    found.name.module = TRY(which_module(object, path.get()));
    Result<Object> module = import_named(found.name.module.get());
    if (module.failed()) return import_failed(object, found.name.module.get());
    found.module = module.take();
    found.last_name = share((*path)[path->length - 1]);
    Maybe<Object> attribute = find_deep_attribute(found.module.get(), path.get(), &found.parent);
    if (attribute.failed()) clear_exception();
    Ref<Object> there = attribute.take();
    if (!there) return not_found(object, found.name);
    if (there.get() != object) return another_object(object, found.name);
    return found;
}

// ---------------------------------------------------------------- by number

// False: copyreg knows no number for the name.
Result<bool> save_as_extension(Pickler* self, Object* object, const GlobalName& global) {
    Ref<Tuple> key = Tuple::of({global.module.get(), global.name.get()});
    Ref<Object> code = TRY(look_up(state().extension_registry, key.get()));
    if (!code) return false;
    auto* number = as<Int>(code.get());
    Ref<Str> shown = number == nullptr || !number->is_small() || number->small <= 0 || number->small > INT32_MAX
                         ? TRY(repr(object))
                         : Ref<Str>();
    if (number == nullptr)
        return raise(pickling_error(), "Can't pickle {}: extension code {} isn't an integer", shown.get(),
                     TRY(repr(code.get())).get());
    if (shown)
        return raise(pickling_error(), "Can't pickle {}: extension code {} is out of range", shown.get(),
                     TRY(repr(code.get())).get());
    auto value = std::uint64_t(number->small);
    if (value <= 0xFF) self->bytes.write_number<1>(Opcode::extension1_, value);
    else if (value <= 0xFFFF) self->bytes.write_number<2>(Opcode::extension2_, value);
    else self->bytes.write_number<4>(Opcode::extension4_, value);
    return true;
}

// ---------------------------------------------------------------- by name

// Protocol 3 knows names in UTF-8, those before only ASCII.
Result<void> write_name_line(Pickler* self, Object* name, const char* kind) {
    auto* text = as<Str>(name);
    if (text == nullptr) return raise(TypeError, "bad argument type for built-in operation");
    Result<Bytes> encoded = self->protocol == 3 ? encode_utf8(text, "strict") : encode_ascii(text, "strict");
    if (encoded.failed()) {
        if (!catch_exception(UnicodeEncodeError)) return Failure{};
        return raise(pickling_error(), "can't pickle {} identifier '{}' using pickle protocol {}", kind, text,
                     self->protocol);
    }
    self->bytes.write(encoded.get()->view());
    self->bytes.write(std::string_view("\n"));
    return {};
}

Result<void> save_names(Pickler* self, const FoundGlobal& found) {
    if (self->protocol >= 4) {
        TRY(save(self, found.name.module.get()));
        TRY(save(self, found.name.name.get()));
        self->bytes.write(Opcode::stack_global_);
        return {};
    }
    // Before protocol 4 there are no dotted names: getattr(outer, "inner").
    if (found.parent.get() != found.module.get()) {
        Ref<Object> function = state().getattr;
        if (!function) return raise(RuntimeError, "_pickle has been cleared");
        return save_call(self, function.get(), {found.parent.get(), found.last_name.get()}, nullptr);
    }
    GlobalName name = found.name;
    if (self->protocol < 3 && self->fix_imports) TRY(rename_for_python2(name));
    self->bytes.write(Opcode::global_);
    TRY(write_name_line(self, name.module.get(), "module"));
    return write_name_line(self, name.name.get(), "global");
}

}  // namespace

Result<void> save_global(Pickler* self, Object* object, Object* name) {
    FoundGlobal found = TRY(find_global(object, name));
    if (self->protocol >= 2 && TRY(save_as_extension(self, object, found.name))) return {};
    if (found.parent.get() == found.module.get()) found.name.name = found.last_name;
    TRY(save_names(self, found));
    return memoize(self, object);
}

// The types of the singletons have no name in a module of their own time: type(None).
Result<void> save_type(Pickler* self, Object* type) {
    for (Object* singleton :
         {static_cast<Object*>(&None), static_cast<Object*>(&Ellipsis), static_cast<Object*>(&NotImplemented)}) {
        if (type == singleton->type) return save_call(self, &Type::type_object, {singleton}, type);
    }
    return save_global(self, type, nullptr);
}

}  // namespace minipy::pickles
