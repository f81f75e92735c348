// SPDX-License-Identifier: MIT
// The module type, and modules made from a ModuleSpec. CPython: Objects/moduleobject.c.
#include "runtime/modules/module.hpp"

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/constructor.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/threads/module_state.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

void set_standard_attributes(Dict* dict, Object* name, Object* doc) {
    dict_set_name(dict, names::dunder_name, name);
    dict_set_name(dict, names::dunder_doc, doc);
    dict_set_name(dict, names::dunder_package, &None);
    dict_set_name(dict, names::dunder_loader, &None);
    dict_set_name(dict, names::dunder_spec, &None);
}

}  // namespace

Ref<Module> Module::make(Str* name, Object* doc) {
    Ref<Dict> dict = Dict::create();
    set_standard_attributes(dict.get(), name, doc);
    return create<Module>(std::move(dict));
}

void Module::set(const char* name, Object* value) { dict_set_name(dict.get(), Str::interned_from(name).get(), value); }

namespace {

Ref<Object> constant_value(const Constant& constant) {
    switch (constant.kind) {
        case Constant::Kind::number: return Int::from(constant.number);
        case Constant::Kind::real: return Float::from(constant.real);
        case Constant::Kind::text: break;
    }
    return Str::from(constant.text);
}

Result<void> add_contents(Module* module, const ModuleSpec& spec, Str* functions_module) {
    for (const Method& row : spec.functions) {
        Ref<NativeFunction> function = NativeFunction::make(&row, module, functions_module);
        dict_set_name(module->dict.get(), function->method->name(), function.get());
    }
    for (const ModuleType& row : spec.types) {
        ready_type(row.type);
        if (row.shown == ModuleType::Name::own) dict_set_name(module->dict.get(), row.type->name, row.type);
        if (row.shown == ModuleType::Name::other) module->set(row.name, row.type);
    }
    for (const Constant& constant : spec.constants) module->set(constant.name, constant_value(constant));
    for (const ModuleSpec* part : spec.parts) TRY(add_contents(module, *part, functions_module));
    return spec.exec != nullptr ? spec.exec(module) : Result<void>();
}

}  // namespace

Result<Module> make_native_module(const ModuleSpec& spec) {
    heap::InterpreterIsAtWork own_births;
    Ref<Str> name = Str::interned_from(spec.name);
    Ref<Object> doc = spec.doc == nullptr ? none() : Ref<Object>(Str::from(spec.doc));
    Ref<Module> module = Module::make(name.get(), doc.get());
    if (spec.state != nullptr) module->state = share<Object>(find_module_state(*spec.state));
    Ref<Str> functions_module = spec.functions_say == nullptr ? name : Str::interned_from(spec.functions_say);
    TRY(add_contents(module.get(), spec, functions_module.get()));
    return module;
}

Result<Type> make_exception_class(const char* name, std::initializer_list<Object*> bases) {
    std::string_view full(name);
    std::size_t dot = full.rfind('.');
    Ref<Str> short_name = Str::interned_from(full.substr(dot + 1)), module = Str::interned_from(full.substr(0, dot));
    Ref<Tuple> base_classes = Tuple::of(bases);
    Ref<Dict> attributes = Dict::create();
    dict_set_name(attributes.get(), names::dunder_module, module.get());
    return ref_cast<Type>(TRY(call(&Type::type_object, {short_name.get(), base_classes.get(), attributes.get()})));
}

namespace {

Result<Object> module_new(Type* type, const Arguments&) {
    Ref<Object> object = TRY(allocate_instance(type));
    cast<Module>(object.get())->dict = Dict::create();
    return object;
}

Result<void> module_init(Module* self, Str* name, Object* doc) {
    set_standard_attributes(self->dict.get(), name, doc);
    return {};
}

// A module without the attribute may define __getattr__ (PEP 562).
Maybe<Object> module_get_attribute(Object* self, Str* name) {
    Ref<Object> found = TRY(generic_get_attribute(self, name));
    if (found) return found;
    auto* module = static_cast<Module*>(self);
    Object* fallback = module->dict ? module->get(names::dunder_getattr) : nullptr;
    if (fallback == nullptr) return nothing;
    Ref<Object> kept = share(fallback);
    return call(fallback, {name});
}

// What `name` of an object is, None when it has none.
Result<Object> attribute_or_none(Object* object, const char* name) {
    Ref<Object> found = TRY(find_attribute(object, Str::interned_from(name).get()));
    return found ? found : none();
}

Result<Str> repr_by_loader(Str* name, Object* loader) {
    if (is_none(loader)) return Str::from(format_text("<module {}>", name));
    return Str::from(format_text("<module {} ({})>", name, TRY(repr(loader)).get()));
}

Result<Object> repr_from_spec(Object* spec) {
    Ref<Object> name = TRY(get_attribute(spec, Str::interned_from("name").get()));
    Ref<Str> shown = is_none(name.get()) ? Str::from("'?'") : TRY(repr(name.get()));
    Ref<Object> origin = TRY(attribute_or_none(spec, "origin"));
    if (is_none(origin.get())) return repr_by_loader(shown.get(), TRY(attribute_or_none(spec, "loader")).get());
    Ref<Object> has_location = TRY(attribute_or_none(spec, "has_location"));
    if (!TRY(is_true(has_location.get())))
        return Str::from(format_text("<module {} ({})>", shown.get(), TRY(to_str(origin.get())).get()));
    return Str::from(format_text("<module {} from {}>", shown.get(), TRY(repr(origin.get())).get()));
}

// The spec tells most; a module without one, by its file or its loader. CPython: importlib._bootstrap._module_repr.
Result<Object> module_repr(Object* self) {
    Ref<Object> spec = TRY(attribute_or_none(self, "__spec__"));
    if (TRY(is_true(spec.get()))) return repr_from_spec(spec.get());
    Ref<Object> name = TRY(find_attribute(self, names::dunder_name));
    Ref<Str> shown = name ? TRY(repr(name.get())) : Str::from("'?'");
    Ref<Object> file = TRY(find_attribute(self, names::dunder_file));
    if (!file) return repr_by_loader(shown.get(), TRY(attribute_or_none(self, "__loader__")).get());
    return Str::from(format_text("<module {} from {}>", shown.get(), TRY(repr(file.get())).get()));
}

// A module may define __dir__ as a function (PEP 562).
Result<Object> module_dir(Module* self) {
    Ref<Object> found = TRY(get_attribute(self, names::dunder_dict));
    auto* dict = as<Dict>(found.get());
    if (dict == nullptr) return raise(TypeError, "<module>.__dict__ is not a dictionary");
    if (Object* own = dict_get_name(dict, names::dunder_dir)) return call(share(own).get());
    return dict_keys_list(dict);
}

Result<Object> module_get_dict(Object* self) { return static_cast<Module*>(self)->dict; }
Result<void> module_set_dict(Object*, Object*) { return raise(AttributeError, "readonly attribute"); }

Result<Object> module_get_annotations(Object* self) {
    auto* module = static_cast<Module*>(self);
    if (Object* found = module->get(names::dunder_annotations)) return share(found);
    Ref<Dict> annotations = Dict::create();
    dict_set_name(module->dict.get(), names::dunder_annotations, annotations.get());
    return annotations;
}

Result<void> module_set_annotations(Object* self, Object* value) {
    auto* module = static_cast<Module*>(self);
    if (value != nullptr) {
        dict_set_name(module->dict.get(), names::dunder_annotations, value);
    } else if (!dict_delete_name(module->dict.get(), names::dunder_annotations)) {
        return raise(AttributeError, "__annotations__");
    }
    return {};
}

const Method module_methods[] = {
    {"__dir__(self, /)", bind<module_dir>, "Lists the names in the module, or what its own function __dir__ says."},
};

const Getter module_getters[] = {
    {"__dict__", module_get_dict, module_set_dict},
    {"__annotations__", module_get_annotations, module_set_annotations},
};

const TypeSpec module_spec = {
    .name = "module",
    .doc = "A namespace with a name: what a source file or a native library has become after its import.",
    .size = sizeof(Module),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .dict_offset = offsetof(Module, dict),
    .weakrefs_offset = offsetof(Module, weakrefs),
    .slots = {.deallocate = destroy<Module>,
              .traverse = traverse_references<Module>,
              .clear = clear_references<Module>,
              .new_ = module_new,
              .init = init_by_signature<"module(self, /, name, doc=None)", module_init>,
              .repr = module_repr,
              .get_attribute = module_get_attribute},
    .methods = module_methods,
    .getters = module_getters,
    .text_signature = "(name, doc=None)",
};

// ---------------------------------------------------------------- state

ModuleState* state_of(Object* self) { return static_cast<ModuleState*>(self); }

const TypeSpec state_type_spec = {
    .name = "module_state",
    .size = sizeof(ModuleState),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<ModuleState>,
              .traverse = [](Object* self, VisitFunction visit,
                             void* argument) { state_of(self)->spec->traverse(state_of(self)->data, visit, argument); },
              .clear = [](Object* self) { state_of(self)->spec->clear(state_of(self)->data); }},
};

}  // namespace

Type Module::type_object(module_spec);
Type ModuleState::type_object(state_type_spec);

}  // namespace minipy
