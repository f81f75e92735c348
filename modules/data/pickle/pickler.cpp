// SPDX-License-Identifier: MIT
// The type Pickler: making one, dump(), attributes. CPython: Modules/_pickle.c. Next: memo_proxies.cpp, unpickler.hpp.
#include "modules/data/pickle/pickler.hpp"
#include "runtime/bytes/bytes.hpp"

namespace minipy::pickles {

// ---------------------------------------------------------------- settings

Result<void> set_protocol(Pickler* self, Object* protocol, bool fix_imports) {
    std::int64_t number = is_none(protocol) ? default_protocol : TRY(to_int64(protocol));
    if (number < 0) number = highest_protocol;
    if (number > highest_protocol) return raise(ValueError, "pickle protocol must be <= {}", highest_protocol);
    self->protocol = std::int32_t(number);
    self->bin = number > 0;
    self->fix_imports = fix_imports && number < 3;
    return {};
}

Result<void> set_output(Pickler* self, Object* file) {
    Ref<Object> found = TRY(find_attribute(file, names::write));
    if (!found) return raise(TypeError, "file must have a 'write' attribute");
    self->output = found;
    return {};
}

Result<void> set_buffer_callback(Pickler* self, Object* callback) {
    if (is_none(callback)) {
        self->buffer_callback.reset();
        return {};
    }
    if (self->protocol < 5) return raise(ValueError, "buffer_callback needs protocol >= 5");
    self->buffer_callback = share(callback);
    return {};
}

// ---------------------------------------------------------------- dumping

Result<void> flush(Pickler* self) {
    self->bytes.close_frame();
    if (self->bytes.failed()) return raise_no_memory();
    Ref<Bytes> bytes = TRY(Bytes::copy(self->bytes.view()));
    Ref<Object> output = self->output;
    if (output) TRY(call(output.get(), {bytes.get()}));
    return {};
}

namespace {

// reducer_override is looked for once for each dump. A bound method of the pickler: so it is let go afterwards.
Result<void> find_reducer_override(Pickler* self) {
    if (self->type == &Pickler::type_object) return {};
    self->reducer_override = TRY(find_attribute(self, Str::interned_from("reducer_override").get()));
    return {};
}

Result<void> dump_in_frames(Pickler* self, Object* object) {
    TRY(find_reducer_override(self));
    if (self->protocol >= 2) {
        self->bytes.write_number<1>(Opcode::protocol_, std::uint64_t(self->protocol));
        if (self->protocol >= 4) self->bytes.set_framing(true);
    }
    TRY(save(self, object));
    self->bytes.write(Opcode::stop_);
    self->bytes.close_frame();
    if (self->bytes.failed()) return raise_no_memory();
    return {};
}

}  // namespace

Result<void> dump(Pickler* self, Object* object) {
    self->bytes.begin(false);
    Result<void> result = dump_in_frames(self, object);
    self->bytes.set_framing(false);
    self->fast_path.clear();
    self->reducer_override.reset();
    return result;
}

namespace {

Result<Object> pickler_new(Type* type, const Arguments&) { return allocate_instance(type); }

void pickler_clear(Object* object) {
    auto* self = cast<Pickler>(object);
    clear_references<Pickler>(self);
    self->memo.clear();
}

void pickler_traverse(Object* object, VisitFunction visit, void* argument) {
    traverse_references<Pickler>(object, visit, argument);
    cast<Pickler>(object)->memo.traverse(visit, argument);
}

Result<void> pickler_init(Pickler* self, Object* file, Object* protocol, bool fix_imports, Object* buffer_callback) {
    if (self->output) pickler_clear(self);
    TRY(set_protocol(self, protocol, fix_imports));
    TRY(set_output(self, file));
    TRY(set_buffer_callback(self, buffer_callback));
    self->fast = 0;
    TRY(find_hook(self, "persistent_id"));
    Ref<Str> table = Str::interned_from("dispatch_table");
    if (!is_own_field(self, table.get())) self->dispatch_table = TRY(find_attribute(self, table.get()));
    return {};
}

Result<void> pickler_dump(Pickler* self, Object* object) {
    if (!self->output)
        return raise(pickling_error(), "Pickler.__init__() was not called by {}.__init__()", type_name(self));
    TRY(dump(self, object));
    return flush(self);
}

Result<void> clear_memo(Pickler* self) {
    self->memo.clear();
    return {};
}

Result<Size> size_of_pickler(Pickler* self) {
    return self->type->basic_size + self->memo.bytes() + Size(self->bytes.size());
}

// ---------------------------------------------------------------- the type

const Method pickler_methods[] = {
    {"dump(self, obj, /)", bind<pickler_dump>, "Writes the pickle of an object to the file."},
    {"clear_memo(self, /)", bind<clear_memo>,
     "Forgets which objects have been written, so that the next pickle can be read alone."},
    {"__sizeof__(self, /)", bind<size_of_pickler>, "Tells how many bytes the pickler takes up, its memo included."},
};

Pickler* pickler_of(Object* self) { return static_cast<Pickler*>(self); }
Result<Object> get_pickler_memo(Object* self) { return make_memo_proxy(pickler_of(self)); }
Result<void> set_memo(Object* self, Object* value) { return set_pickler_memo(pickler_of(self), value); }
Result<Object> get_persistent_id(Object* self) { return get_hook(pickler_of(self), "persistent_id"); }
Result<void> set_persistent_id(Object* self, Object* value) {
    return set_hook(pickler_of(self), value, "persistent_id");
}

const Getter pickler_getters[] = {
    {"memo", get_pickler_memo, set_memo, "The objects that have been written, and their numbers."},
    {"persistent_id", get_persistent_id, set_persistent_id,
     "Asked for each object: None, or the id under which something outside of the pickle knows it."},
};

const Member pickler_members[] = {
    writable_member<&Pickler::bin>("bin"),
    writable_member<&Pickler::fast>("fast"),
    {"dispatch_table", MemberKind::object_or_error, detail::offset_of<&Pickler::dispatch_table>,
     MemberAccess::read_write, nullptr},
};

const TypeSpec pickler_spec = {
    .name = "_pickle.Pickler",
    .doc =
        "Writes pickles to a binary file, of which only write() is used. protocol: 0 to 5, the default is 4, a "
        "negative one is the highest. fix_imports: protocols below 3 use the names of Python 2. buffer_callback is "
        "given each PickleBuffer (protocol 5); if it answers something false the bytes stay out of the pickle.",
    .size = sizeof(Pickler),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .slots = {.deallocate = destroy<Pickler>,
              .traverse = pickler_traverse,
              .clear = pickler_clear,
              .new_ = pickler_new,
              .init = init_by_signature<"Pickler(self, /, file, protocol=None, fix_imports=True, buffer_callback=None)",
                                        pickler_init>},
    .methods = pickler_methods,
    .getters = pickler_getters,
    .members = pickler_members,
    .text_signature = "(file, protocol=None, fix_imports=True, buffer_callback=None)",
};

}  // namespace

Type Pickler::type_object(pickler_spec);

}  // namespace minipy::pickles
