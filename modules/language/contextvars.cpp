// SPDX-License-Identifier: MIT
// Module _contextvars: variables whose value belongs to the context that runs. A context is a dict from variables to
// values; each thread has a current one, made when first needed.
//
//      Context ─┐
//               ├─▶ Dict {variable: value, …}     who sets a variable first makes a dict of its own, if somebody else
//      copy ────┘                                 holds this one, too: own_values()
//
// So a copy costs nothing, which counts because asyncio makes one for each callback; and whoever walks over a context
// sees it as it was when he began. (CPython's is a persistent hash tree: there a change of a shared one is cheap, too.)
// CPython: Python/context.c, Python/hamt.c. Next: contextvars.hpp.
#include "modules/language/contextvars.hpp"

#include <cassert>

#include "modules/native.hpp"
#include "runtime/types/generic_alias.hpp"

namespace minipy {

namespace {

struct Context : Object {
    Ref<Dict> values;
    bool entered;
    Object* weakrefs;
    static constexpr auto references = field_list<&Context::values>;
    static Type type_object;
};

struct ContextVar : Object {
    Ref<Object> name, default_value;
    static constexpr auto references = field_list<&ContextVar::name, &ContextVar::default_value>;
    static Type type_object;
};

struct Token : Object {
    Ref<Context> context;
    Ref<ContextVar> variable;
    Ref<Object> old_value;  // null: there was none
    bool used;
    static constexpr auto references = field_list<&Token::context, &Token::variable, &Token::old_value>;
    static Type type_object;
};

struct MissingToken : Object {
    using Object::Object;
    static Type type_object;
};
MissingToken missing{&MissingToken::type_object};

Result<Context> make_context(Ref<Dict> values) {
    Ref<Object> object = TRY(allocate_instance(&Context::type_object));
    cast<Context>(object.get())->values = std::move(values);
    return ref_cast<Context>(std::move(object));
}

Result<Context*> current_context() {
    if (!current_thread->context) current_thread->context = TRY(make_context(Dict::create()));
    auto* context = cast<Context>(current_thread->context.get());
    assert(context != nullptr);
    return context;
}

// The values, for changing them.
Result<Dict*> own_values(Context* context) {
    if (context->values->reference_count > 1) context->values = TRY(dict_copy(context->values.get()));
    return context->values.get();
}

// ---------------------------------------------------------------- ContextVar

Result<Object> make_variable(Type* type, Object* name, Object* default_value) {
    if (!is<Str>(name)) return raise(TypeError, "context variable name must be a str");
    Ref<Object> object = TRY(allocate_instance(type));
    cast<ContextVar>(object.get())->name = share(name);
    cast<ContextVar>(object.get())->default_value = share(default_value);
    return object;
}

Result<Object> variable_new(Type* type, const Arguments& arguments) {
    if (arguments.positional != 1)
        return raise(TypeError, "ContextVar() takes {} 1 positional argument ({} given)",
                     arguments.positional > 1 ? "at most" : "exactly", arguments.positional);
    return new_by_signature<"ContextVar(type, name, /, *, default=<absent>)", make_variable>(type, arguments);
}

Result<Object> variable_get(ContextVar* self, Object* otherwise) {
    Context* context = TRY(current_context());
    Ref<Object> value = TRY(dict_get(context->values.get(), self));
    if (value) return value;
    if (otherwise != nullptr) return share(otherwise);
    if (self->default_value) return self->default_value;
    return raise_object(LookupError, self);
}

Result<Object> variable_set(ContextVar* self, Object* value) {
    Context* context = TRY(current_context());
    Ref<Object> object = TRY(allocate_instance(&Token::type_object));
    auto* token = cast<Token>(object.get());
    token->context = share(context);
    token->variable = share(self);
    token->old_value = TRY(dict_get(context->values.get(), self));
    TRY(dict_set(TRY(own_values(context)), self, value));
    return object;
}

Result<void> variable_reset(ContextVar* self, Object* object) {
    auto* token = as<Token>(object);
    if (token == nullptr) return raise(TypeError, "expected an instance of Token, got {}", TRY(repr(object)).get());
    if (token->used) return raise(RuntimeError, "{} has already been used once", TRY(repr(token)).get());
    if (token->variable.get() != self)
        return raise(ValueError, "{} was created by a different ContextVar", TRY(repr(token)).get());
    Context* context = TRY(current_context());
    if (token->context.get() != context)
        return raise(ValueError, "{} was created in a different Context", TRY(repr(token)).get());
    token->used = true;
    Dict* values = TRY(own_values(context));
    if (token->old_value) return dict_set(values, self, token->old_value.get());
    TRY(dict_delete(values, self));
    return {};
}

Result<Object> variable_repr(Object* object) {
    auto* self = cast<ContextVar>(object);
    Ref<Str> name = TRY(repr(self->name.get()));
    if (!self->default_value)
        return Str::from(format_text("<ContextVar name={} at {}>", name.get(), address_of(object)));
    Ref<Str> shown = TRY(repr(self->default_value.get()));
    return Str::from(format_text("<ContextVar name={} default={} at {}>", name.get(), shown.get(), address_of(object)));
}

const Method variable_methods[] = {
    {"get(self, default=<absent>, /)", bind<variable_get>,
     "Gives the value in the running context, else default, else the default of the variable, else LookupError."},
    {"set(self, value, /)", bind<variable_set>,
     "Gives the variable another value in the running context, and a token to take that back."},
    {"reset(self, token, /)", bind<variable_reset>, "Takes back the set() that gave the token."},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as ContextVar[int].", MethodKind::class_method},
};
const Member variable_members[] = {member<&ContextVar::name>("name")};
const TypeSpec variable_spec = {
    .name = "_contextvars.ContextVar",
    .size = sizeof(ContextVar),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<ContextVar>,
              .traverse = traverse_references<ContextVar>,
              .clear = clear_references<ContextVar>,
              .new_ = variable_new,
              .repr = variable_repr},
    .methods = variable_methods,
    .members = variable_members,
};

// ---------------------------------------------------------------- Token

Result<Object> token_repr(Object* object) {
    auto* self = cast<Token>(object);
    Ref<Str> variable = TRY(repr(self->variable.get()));
    return Str::from(
        format_text("<Token{} var={} at {}>", self->used ? " used" : "", variable.get(), address_of(object)));
}
Result<Object> token_new(Type*, const Arguments&) {
    return raise(RuntimeError, "Tokens can only be created by ContextVars");
}
Result<Object> get_old_value(Object* self) {
    auto* token = static_cast<Token*>(self);
    return token->old_value ? Ref<Object>(token->old_value) : share<Object>(&missing);
}

Result<Object> get_variable(Object* self) {
    Ref<ContextVar>& variable = static_cast<Token*>(self)->variable;
    return variable ? Ref<Object>(variable) : none();
}

const Getter token_getters[] = {{"var", get_variable}, {"old_value", get_old_value}};
const Method token_methods[] = {
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as Token[int].", MethodKind::class_method},
};
const TypeSpec token_spec = {
    .name = "_contextvars.Token",
    .size = sizeof(Token),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<Token>,
              .traverse = traverse_references<Token>,
              .clear = clear_references<Token>,
              .new_ = token_new,
              .repr = token_repr,
              .hash = hash_not_implemented},
    .methods = token_methods,
    .getters = token_getters,
    .fill = [](Type*, Dict* dict) { dict_set_name(dict, Str::interned_from("MISSING").get(), &missing); },
};

Result<Object> missing_repr(Object*) { return Str::from("<Token.MISSING>"); }
const TypeSpec missing_spec = {
    .name = "Token.MISSING",
    .size = sizeof(MissingToken),
    .flags = TypeFlag::no_instantiation,
    .slots = {.repr = missing_repr},
};

// ---------------------------------------------------------------- walking over a context

// It holds the dict, so the dict does not change.
struct ContextIterator : Object {
    Ref<Dict> values;
    Size position = 0;
    ContextIterator(Type* iterator_type, Ref<Dict> walked) : Object(iterator_type), values(std::move(walked)) {}
    static constexpr auto references = field_list<&ContextIterator::values>;
};
struct ContextKeys : ContextIterator {
    using ContextIterator::ContextIterator;
    static Ref<Object> entry(Object* key, Object*) { return share(key); }
    static Type type_object;
};
struct ContextValues : ContextIterator {
    using ContextIterator::ContextIterator;
    static Ref<Object> entry(Object*, Object* value) { return share(value); }
    static Type type_object;
};
struct ContextItems : ContextIterator {
    using ContextIterator::ContextIterator;
    static Ref<Object> entry(Object* key, Object* value) { return Tuple::of({key, value}); }
    static Type type_object;
};

template <class Iterator>
Maybe<Object> iterator_next(Object* object) {
    auto* self = cast<Iterator>(object);
    Object *key, *value;
    if (!self->values || !dict_next(self->values.get(), self->position, key, value)) return nothing;
    return Iterator::entry(key, value);
}

Result<Size> iterator_length(Object* self) {
    Ref<Dict>& values = static_cast<ContextIterator*>(self)->values;
    return values ? values->used : Size(0);
}

template <class Iterator>
constexpr TypeSpec iterator_spec(const char* name) {
    return {.name = name,
            .size = sizeof(Iterator),
            .flags = TypeFlag::gc | TypeFlag::no_instantiation,
            .slots = {.deallocate = destroy<Iterator>,
                      .traverse = traverse_references<Iterator>,
                      .clear = clear_references<Iterator>,
                      .iter = iterator_itself,
                      .next = iterator_next<Iterator>,
                      .length = iterator_length}};
}
const TypeSpec keys_spec = iterator_spec<ContextKeys>("keys");
const TypeSpec values_spec = iterator_spec<ContextValues>("values");
const TypeSpec items_spec = iterator_spec<ContextItems>("items");

// ---------------------------------------------------------------- Context

Context* context_of(Object* self) { return static_cast<Context*>(self); }

Result<Object> context_new(Type*, const Arguments& arguments) {
    if (arguments.positional > 0 || arguments.keyword_count() > 0)
        return raise(TypeError, "Context() does not accept any arguments");
    return make_context(Dict::create());
}

Result<Object> context_run(Context* self, const Arguments& arguments) {
    if (arguments.positional < 1) return raise(TypeError, "run() missing 1 required positional argument");
    if (self->entered) return raise(RuntimeError, "cannot enter context: {} is already entered", TRY(repr(self)).get());
    Ref<Object> kept = share<Object>(self);
    Ref<Object> previous = std::exchange(current_thread->context, kept);
    self->entered = true;
    Result<Object> answer = call(arguments[0], arguments.skip(1));
    current_thread->context = std::move(previous);
    self->entered = false;
    return answer;
}

Result<Object> context_copy(Context* self) { return make_context(self->values); }

Result<ContextVar*> variable_key(Object* key) {
    if (is_exact<ContextVar>(key)) return cast<ContextVar>(key);
    Ref<Str> shown = TRY(repr(key));
    return raise(TypeError, "a ContextVar key was expected, got {}", shown.get());
}

Result<Object> context_get_item(Object* self, Object* key) {
    Ref<Object> value = TRY(dict_get(context_of(self)->values.get(), TRY(variable_key(key))));
    if (value) return value;
    return raise_key_error(key);
}
Result<bool> context_contains(Object* self, Object* key) {
    return dict_contains(context_of(self)->values.get(), TRY(variable_key(key)));
}
Result<Size> context_length(Object* self) { return context_of(self)->values->used; }
Result<Object> context_iter(Object* self) { return create<ContextKeys>(context_of(self)->values); }
Result<Object> context_get(Context* self, Object* key, Object* otherwise) {
    Ref<Object> value = TRY(dict_get(self->values.get(), TRY(variable_key(key))));
    return value ? value : share(otherwise);
}
Result<Object> context_keys(Context* self) { return create<ContextKeys>(self->values); }
Result<Object> context_values(Context* self) { return create<ContextValues>(self->values); }
Result<Object> context_items(Context* self) { return create<ContextItems>(self->values); }

Result<Object> context_compare(Object* left, Object* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!asks_equality || !is_exact<Context>(left) || !is_exact<Context>(right)) return not_implemented();
    Ref<Dict> first = context_of(left)->values, second = context_of(right)->values;
    return compare(first.get(), second.get(), operation);
}

const Method context_methods[] = {
    {"run(self, /, *args, **kwargs)", bind<context_run>},
    {"copy(self, /)", bind<context_copy>,
     "Makes another context with the same values; what is set in one does not show in the other."},
    {"get(self, key, default=None, /)", bind<context_get>,
     "Gives the value of a variable, or default if it has none here."},
    {"keys(self, /)", bind<context_keys>, "Lists the variables."},
    {"values(self, /)", bind<context_values>, "Lists the values of the variables."},
    {"items(self, /)", bind<context_items>, "Lists the variables with their values."},
};
// It has no `clear`: a cycle through it goes through its dict, which has one; and there are always values to look at.
const TypeSpec context_spec = {
    .name = "_contextvars.Context",
    .size = sizeof(Context),
    .flags = TypeFlag::gc,
    .weakrefs_offset = offsetof(Context, weakrefs),
    .slots = {.deallocate = destroy<Context>,
              .traverse = traverse_references<Context>,
              .new_ = context_new,
              .hash = hash_not_implemented,
              .compare = context_compare,
              .iter = context_iter,
              .length = context_length,
              .get_item = context_get_item,
              .contains = context_contains},
    .methods = context_methods,
};

Type Context::type_object(context_spec);
Type ContextVar::type_object(variable_spec);
Type Token::type_object(token_spec);
Type MissingToken::type_object(missing_spec);
Type ContextKeys::type_object(keys_spec);
Type ContextValues::type_object(values_spec);
Type ContextItems::type_object(items_spec);

// ---------------------------------------------------------------- the module

const Method contextvars_functions[] = {
    {"copy_context()", bind<copy_context>, "Makes a copy of the context that runs; it costs nothing."},
};

constexpr ModuleType contextvars_types[] = {&Context::type_object,
                                            &ContextVar::type_object,
                                            &Token::type_object,
                                            ModuleType::hidden(&MissingToken::type_object),
                                            ModuleType::hidden(&ContextKeys::type_object),
                                            ModuleType::hidden(&ContextValues::type_object),
                                            ModuleType::hidden(&ContextItems::type_object)};

}  // namespace

Result<Object> copy_context() { return context_copy(TRY(current_context())); }

extern const ModuleSpec contextvars_module = {
    .name = "_contextvars",
    .doc = "Variables whose values belong to a context: a task, a callback, a run().",
    .functions = contextvars_functions,
    .types = contextvars_types,
};

}  // namespace minipy
