// SPDX-License-Identifier: MIT
// Calling C++ functions from Python. The fast path: no keywords and a count that fits means that the caller's array of
// arguments is already what the function's adapter wants. CPython: Objects/methodobject.c.
#include "runtime/functions/native_function.hpp"

#include <cstring>

#include "runtime/containers/tuple.hpp"
#include "runtime/functions/descriptors.hpp"
#include "runtime/kernel/argument_buffer.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/slot_calls.hpp"

namespace minipy {

NativeMethod::NativeMethod(const Method* method, Type* owner, Object* module)
    : method_(method),
      owner_(owner),
      name_(Str::interned_from(
          {method->signature, std::size_t(std::strchr(method->signature, '(') - method->signature)})) {
    auto* module_name = as<Str>(module);
    if (module_name != nullptr && !module_name->equals("builtins")) module_prefix_ = module_name->to_string() + ".";
}

const Signature& NativeMethod::signature() {
    if (!signature_) {
        heap::InterpreterIsAtWork own_births;
        signature_ = std::make_unique<Signature>(method_->signature);
    }
    return *signature_;
}

std::string NativeMethod::shown_name() const {
    return owner_ == nullptr ? module_prefix_ + name_->to_string() : format_text("{}.{}", owner_->name, name_.get());
}

bool NativeMethod::has_self() const {
    if (method_->kind == MethodKind::constructor) return true;
    return owner_ != nullptr && method_->kind != MethodKind::static_method;
}

Result<Object> NativeMethod::call_bound(const Arguments& arguments) {
    const Signature& parameters = signature();
    ArgumentBuffer buffer(parameters.count());
    if (buffer.failed()) return Failure{};
    Object** bound = buffer.values();
    if (parameters.is_simple() && !arguments.has_keywords() &&
        arguments.positional >= parameters.required_positional() &&
        arguments.positional <= parameters.most_positional()) {
        Size index = 0;
        for (; index < arguments.positional; ++index) bound[index] = arguments[index];
        for (; index < parameters.count(); ++index)
            bound[index] = parameters.parameters()[std::size_t(index)].default_value.get();
        return method_->code.bound(bound, *this);
    }
    std::vector<Ref<Object>> owned;
    TRY(parameters.bind(arguments, bound, owned, *this));
    return method_->code.bound(bound, *this);
}

Result<Object> NativeMethod::call(const Arguments& arguments) {
    if (method_->code.raw != nullptr) {
        return has_self() ? method_->code.raw(arguments[0], arguments.skip(1)) : method_->code.raw(nullptr, arguments);
    }
    const Signature& parameters = signature();
    if (arguments.positional == parameters.count() && parameters.is_simple() && !arguments.has_keywords()) [[likely]] {
        return method_->code.bound(arguments.values, *this);
    }
    return call_bound(arguments);
}

Result<Object> NativeMethod::call_with_self(Object* self, const Arguments& arguments) {
    if (method_->code.raw != nullptr) return method_->code.raw(self, arguments);
    ArgumentBuffer buffer(self, arguments);
    if (buffer.failed()) return Failure{};
    return call({buffer.values(), arguments.positional + 1, arguments.names});
}

namespace {

std::vector<std::unique_ptr<NativeMethod>>& permanent_methods() {
    static std::vector<std::unique_ptr<NativeMethod>> methods;
    return methods;
}

}  // namespace

NativeMethod& permanent_native_method(const Method* method) {
    return *permanent_methods().emplace_back(std::make_unique<NativeMethod>(method, nullptr));
}

void release_permanent_native_methods() { permanent_methods().clear(); }

Result<void> detail::check_mismatch(Object* argument, Size position, const Type* expected, NativeMethod& method) {
    bool has_self = method.has_self();
    if (has_self && position == 0) return {};
    const Signature& signature = method.signature();
    const Parameter& parameter = signature.parameters()[std::size_t(position)];
    std::string which = "argument";
    if (parameter.kind != ParameterKind::positional_only) which += " " + quoted(parameter.name.get());
    else if (signature.count() > (has_self ? 2 : 1)) which += format_text(" {}", has_self ? position : position + 1);
    return raise(TypeError, "{}() {} must be {}, not {}", method.name(), which, expected->display_name(),
                 is_none(argument) ? "None" : type_name(argument));
}

// ---------------------------------------------------------------- method descriptors

MethodDescriptor::MethodDescriptor(Type* descriptor_type, Type* owning_type, const Method* row)
    : Object(descriptor_type), owner(owning_type), method(std::make_unique<NativeMethod>(row, owning_type)) {}

ClassMethodDescriptor::ClassMethodDescriptor(Type* descriptor_type, Type* owning_type, const Method* row)
    : Object(descriptor_type), owner(owning_type), method(std::make_unique<NativeMethod>(row, owning_type)) {}

Ref<NativeFunction> NativeFunction::make(const Method* row, Object* self, Object* module_name) {
    auto owned = std::make_unique<NativeMethod>(row, nullptr, module_name);
    NativeMethod* method = owned.get();
    return create<NativeFunction>(method, std::move(owned), share(self), share(module_name));
}

namespace {

Failure wrong_self(const NativeMethod& method, Object* given) {
    return raise(TypeError, "descriptor '{}' for '{}' objects doesn't apply to a '{}' object", method.name(),
                 method.owner()->display_name(), type_name(given));
}

Result<Object> method_descriptor_call(Object* self, const Arguments& arguments) {
    auto* descriptor = static_cast<MethodDescriptor*>(self);
    if (arguments.positional == 0) {
        return raise(TypeError, "unbound method {}() needs an argument", descriptor->method->shown_name());
    }
    if (arguments[0]->type != descriptor->owner && !is_subtype(arguments[0]->type, descriptor->owner)) {
        return wrong_self(*descriptor->method, arguments[0]);
    }
    return descriptor->method->call(arguments);
}

Result<Object> method_descriptor_get(Object* self, Object* instance, Object*) {
    auto* descriptor = static_cast<MethodDescriptor*>(self);
    if (instance == nullptr) return share(self);
    if (!is_subtype(instance->type, descriptor->owner)) return wrong_self(*descriptor->method, instance);
    return create<NativeFunction>(descriptor->method.get(), nullptr, share(instance), nullptr);
}

// What a class method of a built-in type is bound to must be that type or derived from it.
Result<void> check_bound_type(const ClassMethodDescriptor& descriptor, Object* bound_to) {
    auto* type = as<Type>(bound_to);
    if (type == nullptr) {
        return raise(TypeError, "descriptor '{}' for type '{}' needs a type, not a '{}' as arg 2",
                     descriptor.method->name(), descriptor.owner->display_name(), type_name(bound_to));
    }
    if (is_subtype(type, descriptor.owner)) return {};
    return raise(TypeError, "descriptor '{}' requires a subtype of '{}' but received '{}'", descriptor.method->name(),
                 descriptor.owner->display_name(), type->display_name());
}

Result<Object> class_method_descriptor_get(Object* self, Object* instance, Object* owner) {
    auto* descriptor = static_cast<ClassMethodDescriptor*>(self);
    Object* bound_to = owner != nullptr ? owner : instance->type;
    TRY(check_bound_type(*descriptor, bound_to));
    return create<NativeFunction>(descriptor->method.get(), nullptr, share(bound_to), nullptr);
}

Result<Object> class_method_descriptor_call(Object* self, const Arguments& arguments) {
    auto* descriptor = static_cast<ClassMethodDescriptor*>(self);
    if (arguments.positional == 0) {
        return raise(TypeError, "descriptor '{}' of '{}' object needs an argument", descriptor->method->name(),
                     descriptor->owner->display_name());
    }
    TRY(check_bound_type(*descriptor, arguments[0]));
    return descriptor->method->call_with_self(arguments[0], arguments.skip(1));
}

Result<Object> native_function_call(Object* self, const Arguments& arguments) {
    auto* function = static_cast<NativeFunction*>(self);
    NativeMethod* method = function->method;
    if (method->owner() == nullptr) {
        return method->method().code.raw != nullptr ? method->method().code.raw(function->self.get(), arguments)
                                                    : method->call(arguments);
    }
    return method->method().kind == MethodKind::static_method ? method->call(arguments)
                                                              : method->call_with_self(function->self.get(), arguments);
}

// Attributes that the three types have in common.
template <class T>
NativeMethod& method_of(Object* self) {
    return *static_cast<T*>(self)->method;
}

template <class T>
Result<Object> get_native_function_name(Object* self) {
    return share(method_of<T>(self).name());
}
template <class T>
Result<Object> get_native_function_doc(Object* self) {
    const char* doc = method_of<T>(self).method().doc;
    return doc == nullptr ? none() : Ref<Object>(Str::from(doc));
}
template <class T>
Result<Object> get_native_function_text_signature(Object* self) {
    std::string text = method_of<T>(self).signature().text_signature();
    return text.empty() ? none() : Ref<Object>(Str::from(text));
}
template <class T>
Result<Object> get_qualname(Object* self) {
    NativeMethod& method = method_of<T>(self);
    return method.owner() == nullptr ? Str::from(method.name()->view()) : Str::from(method.shown_name());
}
template <class T>
Result<Object> get_objclass(Object* self) {
    return share(static_cast<T*>(self)->owner);
}
template <class T>
Result<Object> native_descriptor_repr(Object* self) {
    auto* descriptor = static_cast<T*>(self);
    return Str::from(
        format_text("<method '{}' of '{}' objects>", descriptor->method->name(), descriptor->owner->display_name()));
}

Result<Object> native_function_self(Object* self) {
    auto* function = static_cast<NativeFunction*>(self);
    bool is_static = function->method->method().kind == MethodKind::static_method;
    return function->self && !is_static ? Ref<Object>(function->self) : none();
}

// Not one of a module: a method, or a static method, whose self is its type.
bool is_of_type(NativeFunction* function) {
    const NativeMethod& method = *function->method;
    return function->self && (method.owner() != nullptr || method.method().kind == MethodKind::static_method);
}

Result<Object> native_function_qualname(Object* self) {
    auto* function = static_cast<NativeFunction*>(self);
    Str* name = function->method->name();
    Object* bound_to = function->self.get();
    if (!is_of_type(function)) return share(name);
    const Type* type = is<Type>(bound_to) ? cast<Type>(bound_to) : bound_to->type;
    return Str::from(format_text("{}.{}", type->qualname != nullptr ? type->qualname : type->name, name));
}

Result<Object> native_function_repr(Object* self) {
    auto* function = static_cast<NativeFunction*>(self);
    Object* bound_to = function->self.get();
    if (!is_of_type(function)) {
        return Str::from(format_text("<built-in function {}>", function->method->name()));
    }
    return Str::from(format_text("<built-in method {} of {} object at {}>", function->method->name(),
                                 type_name(bound_to), address_of(bound_to)));
}

Result<Object> native_function_compare(Object* left, Object* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!asks_equality || !is<NativeFunction>(left) || !is<NativeFunction>(right)) return not_implemented();
    auto* first = cast<NativeFunction>(left);
    auto* second = cast<NativeFunction>(right);
    bool same = first->self.get() == second->self.get() && &first->method->method() == &second->method->method();
    return to_bool(same == (operation == Comparison::equal));
}

Result<Hash> native_function_hash(Object* self) {
    auto* function = static_cast<NativeFunction*>(self);
    Hash value = hash_pointer(function->self.get()) ^ hash_pointer(&function->method->method());
    return value == -1 ? -2 : value;
}

// Pickled by name, or as getattr(owner, name).
Result<Object> native_function_reduce(NativeFunction* function) {
    Object* self = function->self.get();
    if (self == nullptr || is<Module>(self)) return share<Object>(function->method->name());
    return reduce_to_attribute(self, Str::from(function->method->name()->view()).get());  // a new one, as in CPython
}
Result<Object> method_descriptor_reduce(MethodDescriptor* self) {
    return reduce_to_attribute(self->owner, self->method->name());
}

const Method native_function_methods[] = {{"__reduce__(self, /)", bind<native_function_reduce>}};
const Method method_descriptor_methods[] = {{"__reduce__(self, /)", bind<method_descriptor_reduce>}};

const Getter method_descriptor_getters[] = {
    {"__name__", get_native_function_name<MethodDescriptor>},
    {"__qualname__", get_qualname<MethodDescriptor>},
    {"__objclass__", get_objclass<MethodDescriptor>},
    {"__doc__", get_native_function_doc<MethodDescriptor>},
    {"__text_signature__", get_native_function_text_signature<MethodDescriptor>},
};

const TypeSpec method_descriptor_spec = {
    .name = "method_descriptor",
    .size = sizeof(MethodDescriptor),
    .flags = TypeFlag::method_descriptor,
    .slots = {.deallocate = destroy<MethodDescriptor>,
              .repr = native_descriptor_repr<MethodDescriptor>,
              .call = method_descriptor_call,
              .descriptor_get = method_descriptor_get},
    .methods = method_descriptor_methods,
    .getters = method_descriptor_getters,
};

const Getter class_method_descriptor_getters[] = {
    {"__name__", get_native_function_name<ClassMethodDescriptor>},
    {"__qualname__", get_qualname<ClassMethodDescriptor>},
    {"__objclass__", get_objclass<ClassMethodDescriptor>},
    {"__doc__", get_native_function_doc<ClassMethodDescriptor>},
    {"__text_signature__", get_native_function_text_signature<ClassMethodDescriptor>},
};

const TypeSpec class_method_descriptor_spec = {
    .name = "classmethod_descriptor",
    .size = sizeof(ClassMethodDescriptor),
    .slots = {.deallocate = destroy<ClassMethodDescriptor>,
              .repr = native_descriptor_repr<ClassMethodDescriptor>,
              .call = class_method_descriptor_call,
              .descriptor_get = class_method_descriptor_get},
    .getters = class_method_descriptor_getters,
};

const Getter native_function_getters[] = {
    {"__name__", get_native_function_name<NativeFunction>},
    {"__qualname__", native_function_qualname},
    {"__self__", native_function_self},
    {"__doc__", get_native_function_doc<NativeFunction>},
    {"__text_signature__", get_native_function_text_signature<NativeFunction>},
};

const Member native_function_members[] = {
    writable_member<&NativeFunction::module_name>("__module__"),
};

const TypeSpec native_function_spec = {
    .name = "builtin_function_or_method",
    .size = sizeof(NativeFunction),
    .flags = TypeFlag::gc,
    .weakrefs_offset = offsetof(NativeFunction, weakrefs),
    .slots = {.deallocate = destroy<NativeFunction>,
              .traverse = traverse_references<NativeFunction>,
              .clear = clear_references<NativeFunction>,
              .repr = native_function_repr,
              .hash = native_function_hash,
              .compare = native_function_compare,
              .call = native_function_call},
    .methods = native_function_methods,
    .getters = native_function_getters,
    .members = native_function_members,
};

// ---------------------------------------------------------------- __new__

// T.__new__(S, …): S must be a subtype of T whose memory layout T.__new__ can make.
Result<Object> call_native_new(Object* self, const Arguments& arguments) {
    auto* owner = static_cast<Type*>(self);
    const char* name = owner->display_name();
    if (arguments.positional < 1) return raise(TypeError, "{}.__new__(): not enough arguments", name);
    auto* type = as<Type>(arguments[0]);
    if (type == nullptr) {
        return raise(TypeError, "{}.__new__(X): X is not a type object ({})", name, type_name(arguments[0]));
    }
    if (!is_subtype(type, owner)) {
        return raise(TypeError, "{}.__new__({}): {} is not a subtype of {}", name, type->display_name(),
                     type->display_name(), name);
    }
    // The nearest type whose slot is not merely its base's or a __new__ in Python.
    const Type* native = type;
    while (native->base != nullptr && native->has(TypeFlag::heap) &&
           (native->slots.new_ == slot_calls::new_ || native->slots.new_ == native->base->slots.new_)) {
        native = native->base;
    }
    if (native->slots.new_ != owner->slots.new_ || native->has(TypeFlag::no_instantiation)) {
        return raise(TypeError, "{}.__new__({}) is not safe, use {}.__new__()", name, type->display_name(),
                     native->display_name());
    }
    return call_slot(owner->slots.new_, type, arguments.skip(1));
}

const Method native_new_method = {"__new__(*args, **kwargs)",
                                  {.bound = nullptr, .raw = call_native_new},
                                  "Makes an empty instance of the class given first; __init__ comes after it."};

}  // namespace

Ref<Object> make_native_new(Type* type) { return NativeFunction::make(&native_new_method, type, nullptr); }

Type* native_new_owner(Object* object) {
    if (!is_exact<NativeFunction>(object)) return nullptr;
    auto* function = cast<NativeFunction>(object);
    return &function->method->method() == &native_new_method ? cast<Type>(function->self.get()) : nullptr;
}

Type MethodDescriptor::type_object(method_descriptor_spec);
Type ClassMethodDescriptor::type_object(class_method_descriptor_spec);
Type NativeFunction::type_object(native_function_spec);

}  // namespace minipy
