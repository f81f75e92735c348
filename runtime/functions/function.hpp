// SPDX-License-Identifier: MIT
// Function: a code object with the globals, defaults and closure cells it runs with.
// CPython: Objects/funcobject.c. Next: function.cpp, arguments are bound in vm/bind_arguments.cpp.
#pragma once

#include "runtime/bytecode/code.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/object/replaceable.hpp"

namespace minipy {

struct Function : Object {
    Replaceable<Code> code;
    Ref<Dict> globals;
    Ref<Object> builtins;  // mostly a dict; a program may have put anything there
    Replaceable<Str> name, qualname;
    Replaceable<Object> doc;
    Replaceable<Object> module;
    Replaceable<Tuple> defaults;         // null: none
    Replaceable<Dict> keyword_defaults;  // null: none
    Ref<Tuple> closure;                  // null: none
    Replaceable<Object> annotations;  // a dict, or the tuple name, value, name, value … of the compiler; null: none
    Replaceable<Dict> dict;
    Object* weakrefs = nullptr;
    std::uint32_t version = 0;  // for call caches; 0: none. Dropped when code or defaults change

    Function(Type* function_type, Ref<Code> function_code, Ref<Dict> function_globals);
    static constexpr auto references =
        field_list<&Function::code, &Function::globals, &Function::builtins, &Function::name, &Function::qualname,
                   &Function::doc, &Function::module, &Function::defaults, &Function::keyword_defaults,
                   &Function::closure, &Function::annotations, &Function::dict>;
    static Type type_object;
};

Result<Function> make_function(Ref<Code> code, Ref<Dict> globals);
std::uint32_t function_version(Function* function);
// The builtins that code with these globals uses: globals["__builtins__"] (a module's dict instead of the module), or
// the interpreter's own.
Ref<Object> builtins_for(Dict* globals);

}  // namespace minipy
