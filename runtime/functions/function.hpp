// SPDX-License-Identifier: MIT
// Function: a code object with the globals, defaults and closure cells it runs with.
// CPython: Objects/funcobject.c. Next: function.cpp, arguments are bound in vm/bind_arguments.cpp.
#pragma once

#include "runtime/bytecode/code.hpp"
#include "runtime/containers/dict.hpp"

namespace minipy {

struct Function : Object {
    Ref<Code> code;
    Ref<Dict> globals;
    Ref<Dict> builtins;
    Ref<Object> name, qualname;
    Ref<Object> doc;
    Ref<Object> module;
    Ref<Tuple> defaults;         // null: none
    Ref<Dict> keyword_defaults;  // null: none
    Ref<Tuple> closure;          // null: none
    Ref<Object> annotations;     // a dict, or the tuple name, value, name, value … that the compiler made; null: none
    Ref<Dict> dict;
    Object* weakrefs = nullptr;
    std::uint32_t version = 0;  // for call caches; 0: none. Dropped when code or defaults change

    Function(Type* function_type, Ref<Code> function_code, Ref<Dict> function_globals);
    template <class Visit>
    void each_reference(Visit visit) {
        visit(code);
        visit(globals);
        visit(builtins);
        visit(name);
        visit(qualname);
        visit(doc);
        visit(module);
        visit(defaults);
        visit(keyword_defaults);
        visit(closure);
        visit(annotations);
        visit(dict);
    }
    static Type type_object;
};

Result<Function> make_function(Ref<Code> code, Ref<Dict> globals);
std::uint32_t function_version(Function* function);
// The dict of builtins that code with these globals uses: globals["__builtins__"], or the interpreter's own.
Result<Dict> builtins_for(Dict* globals);

}  // namespace minipy
