// SPDX-License-Identifier: MIT
// The type Unpickler: making one, load(), attributes. CPython: Modules/_pickle.c. Next: memo_proxies.cpp, pickle.cpp.
#include "modules/data/pickle/unpickler.hpp"

namespace minipy::pickles {

Result<void> set_encoding(Unpickler* self, Str* encoding, Str* errors) {
    for (Str* name : {encoding, errors}) {
        if (name->view().find('\0') != std::string_view::npos) return raise(ValueError, "embedded null character");
    }
    self->encoding = share(encoding);
    self->errors = share(errors);
    return {};
}

Result<void> set_buffers(Unpickler* self, Object* buffers) {
    bool is_given = buffers != nullptr && !is_none(buffers) && buffers != Tuple::empty().get();
    self->buffers.reset();
    if (is_given) self->buffers = TRY(get_iterator(buffers));
    return {};
}

namespace {

Result<Object> unpickler_new(Type* type, const Arguments&) { return allocate_instance(type); }

void unpickler_traverse(Object* object, VisitFunction visit, void* argument) {
    auto* self = cast<Unpickler>(object);
    traverse_references<Unpickler>(self, visit, argument);
    self->stack.traverse(visit, argument);
    self->memo.traverse(visit, argument);
}

void unpickler_clear(Object* object) {
    auto* self = cast<Unpickler>(object);
    self->next = self->end = nullptr;
    self->prefetched = 0;
    clear_references<Unpickler>(self);
    self->stack.clear();
    self->memo.clear();
}

Result<void> unpickler_init(Unpickler* self, Object* file, bool fix_imports, Str* encoding, Str* errors,
                            Object* buffers) {
    if (self->read) unpickler_clear(self);
    TRY(set_file(self, file));
    TRY(set_encoding(self, encoding, errors));
    TRY(set_buffers(self, buffers));
    self->fix_imports = fix_imports;
    TRY(find_hook(self, "persistent_load"));
    self->stack.clear();
    self->memo.clear();
    self->protocol = 0;
    return {};
}

Result<Object> unpickler_load(Unpickler* self) {
    if (!self->read)
        return raise(unpickling_error(), "Unpickler.__init__() was not called by {}.__init__()", type_name(self));
    return load(self);
}

Result<Object> unpickler_find_class(Unpickler* self, Object* module_name, Object* global_name) {
    return find_class(self, module_name, global_name);
}

Result<Size> size_of_unpickler(Unpickler* self) {
    return self->type->basic_size + self->stack.bytes() + self->memo.bytes();
}

// ---------------------------------------------------------------- the type

const Method unpickler_methods[] = {
    {"load(self, /)", bind<unpickler_load>, "Reads a pickle from the file and gives the object."},
    {"find_class(self, module_name, global_name, /)", bind<unpickler_find_class>,
     "Imports a module and gives what a name in it stands for. Subclasses override it to forbid some."},
    {"__sizeof__(self, /)", bind<size_of_unpickler>, "Tells how many bytes the unpickler takes up, its memo included."},
};

Unpickler* unpickler_of(Object* self) { return static_cast<Unpickler*>(self); }
Result<Object> get_unpickler_memo(Object* self) { return make_memo_proxy(unpickler_of(self)); }
Result<void> set_memo_of_unpickler(Object* self, Object* value) {
    return set_unpickler_memo(unpickler_of(self), value);
}
Result<Object> get_persistent_load(Object* self) { return get_hook(unpickler_of(self), "persistent_load"); }
Result<void> set_persistent_load(Object* self, Object* value) {
    return set_hook(unpickler_of(self), value, "persistent_load");
}

const Getter unpickler_getters[] = {
    {"memo", get_unpickler_memo, set_memo_of_unpickler, "The objects that have been read, by their numbers."},
    {"persistent_load", get_persistent_load, set_persistent_load,
     "Given a persistent id: the object that it stands for."},
};

const TypeSpec unpickler_spec = {
    .name = "_pickle.Unpickler",
    .doc =
        "Reads pickles from a binary file, by read(), readline() and, if it has them, readinto() and peek(). The "
        "protocol is found out. fix_imports: names of Python 2 are translated. encoding and errors: how str objects "
        "of Python 2 are decoded; 'bytes' leaves them as they are. buffers: what stands outside of the pickle.",
    .size = sizeof(Unpickler),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .slots = {.deallocate = destroy<Unpickler>,
              .traverse = unpickler_traverse,
              .clear = unpickler_clear,
              .new_ = unpickler_new,
              .init = init_by_signature<"Unpickler(self, /, file, *, fix_imports=True, encoding='ASCII', "
                                        "errors='strict', buffers=())",
                                        unpickler_init>},
    .methods = unpickler_methods,
    .getters = unpickler_getters,
    .text_signature = "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
};

}  // namespace

Type Unpickler::type_object(unpickler_spec);

}  // namespace minipy::pickles
