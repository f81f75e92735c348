// SPDX-License-Identifier: MIT
// The module _pickle: dump, dumps, load, loads; its exceptions, and what it takes from other modules.
// CPython: Modules/_pickle.c.
#include "modules/data/pickle/pickle_buffer.hpp"
#include "modules/data/pickle/pickler.hpp"
#include "modules/data/pickle/unpickler.hpp"
#include "runtime/modules/import.hpp"

namespace minipy {

namespace pickles {

extern Type* const memo_proxy_types[2];

namespace {

// ---------------------------------------------------------------- functions

Result<Pickler> new_pickler(Object* protocol, bool fix_imports) {
    Ref<Pickler> pickler = ref_cast<Pickler>(TRY(allocate_instance(&Pickler::type_object)));
    TRY(set_protocol(pickler.get(), protocol, fix_imports));
    return pickler;
}

Result<void> pickle_dump(Object* object, Object* file, Object* protocol, bool fix_imports, Object* buffer_callback) {
    Ref<Pickler> pickler = TRY(new_pickler(protocol, fix_imports));
    TRY(set_output(pickler.get(), file));
    TRY(set_buffer_callback(pickler.get(), buffer_callback));
    TRY(dump(pickler.get(), object));
    return flush(pickler.get());
}

Result<Object> pickle_dumps(Object* object, Object* protocol, bool fix_imports, Object* buffer_callback) {
    Ref<Pickler> pickler = TRY(new_pickler(protocol, fix_imports));
    TRY(set_buffer_callback(pickler.get(), buffer_callback));
    TRY(dump(pickler.get(), object));
    return Bytes::copy(pickler->bytes.view());
}

Result<Unpickler> new_unpickler(bool fix_imports, Str* encoding, Str* errors, Object* buffers) {
    Ref<Unpickler> unpickler = ref_cast<Unpickler>(TRY(allocate_instance(&Unpickler::type_object)));
    TRY(set_encoding(unpickler.get(), encoding, errors));
    TRY(set_buffers(unpickler.get(), buffers));
    unpickler->fix_imports = fix_imports;
    return unpickler;
}

Result<Object> pickle_load(Object* file, bool fix_imports, Str* encoding, Str* errors, Object* buffers) {
    Ref<Unpickler> unpickler = TRY(new_unpickler(fix_imports, encoding, errors, buffers));
    TRY(set_file(unpickler.get(), file));
    return load(unpickler.get());
}

Result<Object> pickle_loads(Object* data, bool fix_imports, Str* encoding, Str* errors, Object* buffers) {
    Ref<Unpickler> unpickler = TRY(new_unpickler(fix_imports, encoding, errors, buffers));
    TRY(set_input(unpickler.get(), data));
    return load(unpickler.get());
}

const Method pickle_functions[] = {
    {"dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", bind<pickle_dump>,
     "Writes the pickle of an object to a binary file, as Pickler(file, …).dump(obj) does."},
    {"dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", bind<pickle_dumps>,
     "Gives the pickle of an object as bytes."},
    {"load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", bind<pickle_load>,
     "Reads one pickle from a binary file, as Unpickler(file, …).load() does. Only from those whom you trust."},
    {"loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", bind<pickle_loads>,
     "Reads one pickle from bytes; what lies behind it is passed over. Only from those whom you trust."},
};

// ---------------------------------------------------------------- other modules

Result<Dict> table_of(std::string_view module_name, const char* name) {
    Ref<Module> module = TRY(import_module(module_name));
    Ref<Object> table = TRY(get_attribute(module.get(), Str::interned_from(name).get()));
    if (!is<Dict>(table.get()))
        return raise(RuntimeError, "{}.{} should be a dict, not {}", module_name, name, type_name(table.get()));
    return ref_cast<Dict>(std::move(table));
}

Result<Object> function_of(std::string_view module_name, const char* name) {
    Ref<Module> module = TRY(import_module(module_name));
    return get_attribute(module.get(), Str::interned_from(name).get());
}

Result<void> find_tables(PickleState& tables) {
    tables.dispatch_table = TRY(table_of("copyreg", "dispatch_table"));
    tables.extension_registry = TRY(table_of("copyreg", "_extension_registry"));
    tables.inverted_registry = TRY(table_of("copyreg", "_inverted_registry"));
    tables.extension_cache = TRY(table_of("copyreg", "_extension_cache"));
    tables.name_mapping_2to3 = TRY(table_of("_compat_pickle", "NAME_MAPPING"));
    tables.import_mapping_2to3 = TRY(table_of("_compat_pickle", "IMPORT_MAPPING"));
    tables.name_mapping_3to2 = TRY(table_of("_compat_pickle", "REVERSE_NAME_MAPPING"));
    tables.import_mapping_3to2 = TRY(table_of("_compat_pickle", "REVERSE_IMPORT_MAPPING"));
    tables.encode = TRY(function_of("codecs", "encode"));
    tables.partial = TRY(function_of("functools", "partial"));
    tables.getattr = TRY(function_of("builtins", "getattr"));
    return {};
}

Result<void> pickle_execute(Module* module) {
    PickleState& own = state();
    TRY(find_tables(own));
    if (!own.pickle_error) {
        own.pickle_error = TRY(make_exception_class("_pickle.PickleError", {&Exception}));
        own.pickling_error = TRY(make_exception_class("_pickle.PicklingError", {own.pickle_error.get()}));
        own.unpickling_error = TRY(make_exception_class("_pickle.UnpicklingError", {own.pickle_error.get()}));
    }
    module->set("PickleError", own.pickle_error.get());
    module->set("PicklingError", own.pickling_error.get());
    module->set("UnpicklingError", own.unpickling_error.get());
    for (Type* type : memo_proxy_types) ready_type(type);
    return {};
}

constexpr ModuleType pickle_types[] = {&Pickler::type_object, &Unpickler::type_object, &PickleBuffer::type_object};

}  // namespace

}  // namespace pickles

extern const ModuleSpec pickle_module = {
    .name = "_pickle",
    .doc = "Objects as bytes and back, at the speed of C: what the module pickle is made of.",
    .state = &state_spec<pickles::PickleState>,
    .functions = pickles::pickle_functions,
    .types = pickles::pickle_types,
    .exec = pickles::pickle_execute,
};

}  // namespace minipy
