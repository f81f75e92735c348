// SPDX-License-Identifier: MIT
// types.CodeType(…) and code.replace(…): a code object from what Python gives. Both fill the same eighteen fields; one
// takes them by position, the other by name with its own as defaults. CPython: Objects/codeobject.c (code_new_impl,
// code_replace).
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "runtime/bytecode/code.hpp"
#include "runtime/bytecode/code_type.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

// What a code object shows: its variables by kind, not yet as fast locals.
struct CodeFields {
    int argument_count, positional_only_count, keyword_only_count, local_count, stack_size, flags;
    Ref<Object> code, constants, names, variables, filename, name, qualname;
    int first_line;
    Ref<Object> line_table, exception_table, free_variables, cells;
};

struct CodeField {
    const char* name;  // behind "co_"
    int CodeFields::*number = nullptr;
    Ref<Object> CodeFields::*object = nullptr;
    const Type* type = nullptr;
};

constexpr Size required_fields = 16;
const CodeField code_fields[] = {
    {.name = "argcount", .number = &CodeFields::argument_count},
    {.name = "posonlyargcount", .number = &CodeFields::positional_only_count},
    {.name = "kwonlyargcount", .number = &CodeFields::keyword_only_count},
    {.name = "nlocals", .number = &CodeFields::local_count},
    {.name = "stacksize", .number = &CodeFields::stack_size},
    {.name = "flags", .number = &CodeFields::flags},
    {.name = "code", .object = &CodeFields::code, .type = &Bytes::type_object},
    {.name = "consts", .object = &CodeFields::constants, .type = &Tuple::type_object},
    {.name = "names", .object = &CodeFields::names, .type = &Tuple::type_object},
    {.name = "varnames", .object = &CodeFields::variables, .type = &Tuple::type_object},
    {.name = "filename", .object = &CodeFields::filename, .type = &Str::type_object},
    {.name = "name", .object = &CodeFields::name, .type = &Str::type_object},
    {.name = "qualname", .object = &CodeFields::qualname, .type = &Str::type_object},
    {.name = "firstlineno", .number = &CodeFields::first_line},
    {.name = "linetable", .object = &CodeFields::line_table, .type = &Bytes::type_object},
    {.name = "exceptiontable", .object = &CodeFields::exception_table, .type = &Bytes::type_object},
    {.name = "freevars", .object = &CodeFields::free_variables, .type = &Tuple::type_object},
    {.name = "cellvars", .object = &CodeFields::cells, .type = &Tuple::type_object},
};

// `which` names the argument in CPython's words: "replace() argument 'co_code'", "code() argument 7".
Result<void> set_field(CodeFields& target, const CodeField& field, Object* value, const std::string& which) {
    if (field.number != nullptr) {
        target.*field.number = TRY(to_c_int(value));
        return {};
    }
    if (!is_subtype(value->type, field.type)) {
        return raise(TypeError, "{} must be {}, not {}", which, field.type->name,
                     is_none(value) ? "None" : type_name(value));
    }
    target.*field.object = share(value);
    return {};
}

// ---------------------------------------------------------------- fields to parts

// Names are exact strs; a subclass's instance is replaced by its text.
Result<Tuple> exact_names(Tuple* names) {
    Ref<Tuple> copy = TRY(Tuple::create(names->length));
    for (Size index = 0; index < names->length; ++index) {
        Object* name = (*names)[index];
        if (!is<Str>(name)) return raise(TypeError, "name tuples must contain only strings, not '{}'", type_name(name));
        copy->initialize(index, is_exact<Str>(name)
                                    ? share(name)
                                    : Ref<Object>(TRY(str_substring(cast<Str>(name), 0, cast<Str>(name)->length))));
    }
    return copy->track();
}

// The order of a frame; a cell that is a variable too has that variable's place.
struct FrameVariables {
    std::vector<Object*> names;
    std::string kinds;

    Result<void> reserve(Size count) {
        TRY(reserve_room(names, std::size_t(count)));
        return reserve_room(kinds, std::size_t(count));
    }

    void add_all(const Tuple* variables, int kind) {
        for (Object* name : *variables) {
            names.push_back(name);
            kinds += char(kind);
        }
    }

    void add_cells(const Tuple* cells, Size variable_count) {
        for (Object* cell : *cells) {
            Size index = 0;
            while (index < variable_count && !is_named(names[std::size_t(index)], cell)) ++index;
            if (index < variable_count) {
                kinds[std::size_t(index)] = char(kinds[std::size_t(index)] | local_cell);
            } else {
                names.push_back(cell);
                kinds += char(local_cell);
            }
        }
    }

private:
    static bool is_named(Object* name, Object* wanted) {
        return is<Str>(name) && is<Str>(wanted) && str_equal(cast<Str>(name), cast<Str>(wanted));
    }
};

template <class T>
Ref<T> field_as(const Ref<Object>& object) {
    return share(cast<T>(object.get()));
}

Result<Code> make_code(const CodeFields& from) {
    auto* variables = cast<Tuple>(from.variables.get());
    auto* cells = cast<Tuple>(from.cells.get());
    auto* free_variables = cast<Tuple>(from.free_variables.get());
    FrameVariables all;
    TRY(all.reserve(variables->length + cells->length + free_variables->length));
    all.add_all(variables, local_plain);
    all.add_cells(cells, variables->length);
    all.add_all(free_variables, local_free);
    CodeParts parts;
    parts.argument_count = from.argument_count;
    parts.positional_only_count = from.positional_only_count;
    parts.keyword_only_count = from.keyword_only_count;
    parts.stack_size = from.stack_size;
    parts.flags = from.flags;
    parts.first_line = from.first_line;
    parts.code = field_as<Bytes>(from.code);
    parts.constants = field_as<Tuple>(from.constants);
    parts.names = field_as<Tuple>(from.names);
    parts.localsplus_names = TRY(Tuple::copy(all.names));
    parts.localsplus_kinds = TRY(Bytes::copy(all.kinds));
    parts.filename = field_as<Str>(from.filename);
    parts.name = field_as<Str>(from.name);
    parts.qualname = field_as<Str>(from.qualname);
    parts.line_table = field_as<Bytes>(from.line_table);
    parts.exception_table = field_as<Bytes>(from.exception_table);
    Ref<Code> code = TRY(Code::checked(std::move(parts)));
    if (from.local_count != variables->length) return raise(ValueError, "code: co_nlocals != len(co_varnames)");
    return code;
}

Result<CodeFields> fields_of(Code* code) {
    const CodeParts& parts = code->parts;
    Ref<Object> variables = TRY(names_of_kind(code, local_plain)),
                free_variables = TRY(names_of_kind(code, local_free)), cells = TRY(names_of_kind(code, local_cell));
    return CodeFields{
        parts.argument_count,
        parts.positional_only_count,
        parts.keyword_only_count,
        code->local_count,
        parts.stack_size,
        parts.flags,
        parts.code,
        parts.constants,
        parts.names,
        std::move(variables),
        parts.filename,
        parts.name,
        parts.qualname,
        parts.first_line,
        parts.line_table,
        parts.exception_table,
        std::move(free_variables),
        std::move(cells),
    };
}

const CodeField* find_field(std::string_view name) {
    auto found = std::ranges::find_if(
        code_fields, [&](const CodeField& field) { return name.starts_with("co_") && name.substr(3) == field.name; });
    return found == std::end(code_fields) ? nullptr : found;
}

}  // namespace

Result<Object> code_new(Type*, const Arguments& arguments) {
    if (arguments.has_keywords()) return raise(TypeError, "code() takes no keyword arguments");
    Size given = arguments.positional;
    if (given < required_fields)
        return raise(TypeError, "code expected at least {} arguments, got {}", required_fields, given);
    if (given > Size(std::size(code_fields)))
        return raise(TypeError, "code expected at most {} arguments, got {}", std::size(code_fields), given);
    CodeFields from{};
    from.free_variables = from.cells = Tuple::empty();
    for (Size index = 0; index < given; ++index) {
        TRY(set_field(from, code_fields[index], arguments[index], format_text("code() argument {}", index + 1)));
    }
    for (const CodeField& field : code_fields) {
        bool is_count = field.number == &CodeFields::argument_count ||
                        field.number == &CodeFields::positional_only_count ||
                        field.number == &CodeFields::keyword_only_count || field.number == &CodeFields::local_count;
        if (is_count && from.*field.number < 0) return raise(ValueError, "code: {} must not be negative", field.name);
    }
    for (Ref<Object> CodeFields::*names :
         {&CodeFields::names, &CodeFields::variables, &CodeFields::free_variables, &CodeFields::cells}) {
        from.*names = TRY(exact_names(cast<Tuple>((from.*names).get())));
    }
    return make_code(from);
}

Result<Object> code_replace(Code* self, const Arguments& arguments) {
    if (arguments.positional > 0) return raise(TypeError, "replace() takes no positional arguments");
    CodeFields from = TRY(fields_of(self));
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        auto* name = cast<Str>((*arguments.names)[index]);
        const CodeField* field = find_field(name->view());
        if (field == nullptr) return raise(TypeError, "'{}' is an invalid keyword argument for replace()", name);
        TRY(set_field(from, *field, arguments[index], format_text("replace() argument '{}'", name)));
    }
    for (const CodeField& field : code_fields) {
        if (field.number != nullptr && from.*field.number < 0)
            return raise(ValueError, "co_{} must be a positive integer", field.name);
    }
    return make_code(from);
}

}  // namespace minipy
