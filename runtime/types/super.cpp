// SPDX-License-Identifier: MIT
// super(). Without arguments it takes the class from the frame's __class__ cell and the object from its first
// parameter. CPython: Objects/typeobject.c (super_*).
#include "runtime/types/super.hpp"

#include <algorithm>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

// The type whose mro is searched: the object itself when it is a class below `start`, else its type.
Result<Type> check_object(Type* start, Object* object) {
    // An mro() of its own may have left the class itself out.
    if (auto* type = as<Type>(object); type != nullptr && is_subtype(type, start)) {
        bool listed = type->mro == nullptr || std::ranges::find(*type->mro, start) != type->mro->end();
        if (listed) return share(type);
    }
    if (is_subtype(object->type, start)) return share(object->type);
    Ref<Object> shown_class = TRY(find_attribute(object, names::dunder_class));
    if (auto* type = as<Type>(shown_class.get()); type != nullptr && type != object->type && is_subtype(type, start))
        return share(type);
    return raise(TypeError, "super(type, obj): obj must be an instance or subtype of type");
}

Result<void> super_initialize(Super* self, Type* start, Object* object) {
    Ref<Type> held_start = share(start), object_type;
    Ref<Object> held_object = object != nullptr && !is_none(object) ? share(object) : nullptr;
    if (held_object) object_type = TRY(check_object(start, object));
    self->start = std::move(held_start);
    self->object = std::move(held_object);
    self->object_type_ = std::move(object_type);
    return {};
}

// super() inside a method.
Result<void> initialize_from_frame(Super* self) {
    Frame* frame = current_thread->frame;
    if (frame == nullptr) return raise(RuntimeError, "super(): no current frame");
    Code* code = frame->code;
    if (code->parts.argument_count == 0) return raise(RuntimeError, "super(): no arguments");
    Ref<Object> first = share(frame->locals[0]);
    // A parameter that inner functions use lives in a cell (after MAKE_CELL has run).
    if (first && (code->local_kind(0) & local_cell) != 0 && is_exact<Cell>(first.get())) {
        first = cast<Cell>(first.get())->contents.hold();
    }
    if (!first) return raise(RuntimeError, "super(): arg[0] deleted");
    int first_free = code->localsplus_count - code->free_count;
    for (int index = first_free; index < code->localsplus_count; ++index) {
        if (!code->local_name(index)->equals("__class__")) continue;
        auto* cell = as<Cell>(frame->locals[index]);
        if (cell == nullptr) return raise(RuntimeError, "super(): bad __class__ cell");
        Ref<Object> defining = cell->contents.hold();
        if (!defining) return raise(RuntimeError, "super(): empty __class__ cell");
        auto* type = as<Type>(defining.get());
        if (type == nullptr) {
            return raise(RuntimeError, "super(): __class__ is not a type ({})", type_name(defining.get()));
        }
        return super_initialize(self, type, first.get());
    }
    return raise(RuntimeError, "super(): __class__ cell not found");
}

Result<Object> super_new(Type* type, const Arguments&) { return allocate_instance(type); }

Result<void> super_init(Object* object, const Arguments& arguments) {
    auto* self = cast<Super>(object);
    TRY(check_no_keywords("super", arguments));
    TRY(object->type == &Super::type_object ? check_positional("super()", arguments, 0, 2)
                                            : check_parsed("super", arguments, 0, 2));
    if (arguments.positional == 0) return initialize_from_frame(self);
    auto* start = as<Type>(arguments[0]);
    if (start == nullptr) return raise(TypeError, "super() argument 1 must be a type, not {}", type_name(arguments[0]));
    return super_initialize(self, start, arguments.positional == 2 ? arguments[1] : nullptr);
}

// The attribute behind `start` in the mro; borrowed, null when there is none.
Object* find_behind(Tuple* mro, const Type* start, Str* name) {
    Size index = 0;
    while (index < mro->length && (*mro)[index] != start) ++index;
    for (++index; index < mro->length; ++index) {
        if (Object* found = dict_get_name(type_dict(cast<Type>((*mro)[index])), name)) return found;
    }
    return nullptr;
}

Maybe<Object> super_get_attribute(Object* object, Str* name) {
    auto* self = cast<Super>(object);
    // super().__class__ is super itself.
    Ref<Type> start = self->start.hold(), object_type = self->object_type_.hold();
    if (!object_type || name == names::dunder_class || object_type->mro == nullptr) {
        return generic_get_attribute(object, name);
    }
    Ref<Object> instance = self->object.hold();
    Ref<Tuple> mro = share(object_type->mro);
    Ref<Object> found = share(find_behind(mro.get(), start.get(), name));
    if (!found) return generic_get_attribute(object, name);
    DescriptorGetSlot get = found->type->slots.descriptor_get;
    if (get == nullptr) return found;
    return call_slot(get, found.get(), instance.get() == object_type.get() ? nullptr : instance.get(),
                     object_type.get());
}

Result<Object> super_descriptor_get(Object* object, Object* instance, Object*) {
    auto* self = cast<Super>(object);
    if (instance == nullptr || is_none(instance) || self->object) return share(object);
    Ref<Type> start = self->start.hold();
    if (!start) return raise(RuntimeError, "super(): uninitialized object");
    if (!is_exact<Super>(self)) return call(self->type, {start.get(), instance});
    return make_super(start.get(), instance);
}

Result<Object> super_repr(Object* object) {
    auto* self = cast<Super>(object);
    Ref<Type> start = self->start.hold(), object_type = self->object_type_.hold();
    const char* name = start ? start->display_name() : "NULL";
    if (!object_type) return Str::from(format_text("<super: <class '{}'>, NULL>", name));
    return Str::from(format_text("<super: <class '{}'>, <{} object>>", name, object_type->display_name()));
}

const Member super_members[] = {
    member<&Super::start>("__thisclass__", "Class behind which the search in the MRO starts."),
    member<&Super::object>("__self__", "Object that found methods are bound to; None if there is none."),
    member<&Super::object_type_>("__self_class__", "Class whose MRO is searched; None if unbound."),
};

const TypeSpec super_spec = {
    .name = "super",
    .doc =
        "A view of an object that skips classes: attributes come from those behind the given class in the MRO. Without "
        "arguments, inside a method, it means the class around it and the first argument.",
    .size = sizeof(Super),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .slots = {.deallocate = destroy<Super>,
              .traverse = traverse_references<Super>,
              .clear = clear_references<Super>,
              .new_ = super_new,
              .init = super_init,
              .repr = super_repr,
              .get_attribute = super_get_attribute,
              .descriptor_get = super_descriptor_get},
    .members = super_members,
};

}  // namespace

Result<Object> make_super(Type* start, Object* object) {
    Ref<Object> made = TRY(allocate_instance(&Super::type_object));
    TRY(super_initialize(cast<Super>(made.get()), start, object));
    return made;
}

Type Super::type_object(super_spec);

}  // namespace minipy
