// SPDX-License-Identifier: MIT
// The type of code objects, as Python sees it: co_* attributes, equality, hash. CPython: Objects/codeobject.c.
// Next: code_new.cpp, code_iterators.cpp.
#include "runtime/bytecode/code_type.hpp"

#include <string>
#include <utility>

#include "runtime/bytecode/constant_equality.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

Result<Object> names_of_kind(Code* code, LocalKind kind) {
    Ref<List> list = List::create();
    for (int index = 0; index < code->localsplus_count; ++index) {
        if ((code->local_kind(index) & kind) != 0) TRY(list_append(list.get(), code->local_name(index)));
    }
    return list_to_tuple(list.get());
}

namespace {

Code* code_of(Object* self) { return static_cast<Code*>(self); }

Result<Object> get_code_bytes(Object* self) { return Ref<Object>(code_of(self)->parts.code); }
Result<Object> get_varnames(Object* self) { return names_of_kind(code_of(self), local_plain); }
Result<Object> get_cellvars(Object* self) { return names_of_kind(code_of(self), local_cell); }
Result<Object> get_freevars(Object* self) { return names_of_kind(code_of(self), local_free); }

// ---------------------------------------------------------------- co_lnotab

// Pairs of bytes: so many bytes of code further, so many lines further (signed).
class OldLineTable {
public:
    void add(int code_delta, std::int64_t line_delta) {
        for (; code_delta > 255; code_delta -= 255) pair(255, 0);
        int code = code_delta;
        for (; line_delta > 127; line_delta -= 127) pair(std::exchange(code, 0), 127);
        for (; line_delta < -128; line_delta += 128) pair(std::exchange(code, 0), -128);
        pair(code, int(line_delta));
    }
    const std::string& text() const { return text_; }

private:
    void pair(int code, int line) {
        text_ += char(code);
        text_ += char(line);
    }
    std::string text_;
};

// The line table of CPython 3.9 and before, which some tools still read.
Result<Object> get_lnotab(Object* self) {
    Code* code = code_of(self);
    OldLineTable table;
    int start = 0, line = code->parts.first_line;
    LocationIterator entries(code);
    while (entries.next()) {
        if (entries.current_line() == line) continue;
        table.add(2 * (entries.start - start), std::int64_t(entries.current_line()) - line);
        start = entries.start;
        line = entries.current_line();
    }
    return Bytes::copy(table.text());
}

// ---------------------------------------------------------------- methods

Result<Object> code_lines(Code* self) { return create<LineIterator>(share(self)); }
Result<Object> code_positions(Code* self) { return create<PositionIterator>(share(self)); }

Result<Object> variable_name(Code* self, Size index) {
    if (index < 0 || index >= self->localsplus_count) return raise(IndexError, "tuple index out of range");
    return share<Object>(self->local_name(int(index)));
}

Result<Object> code_sizeof(Code* self) {
    const CodeParts& parts = self->parts;
    Size executable = self->executable == nullptr ? 0 : self->unit_count * Size(sizeof(CodeUnit));
    return Int::from(Size(sizeof(Code)) + parts.code->length + executable);
}

// ---------------------------------------------------------------- slots

Result<Object> code_repr(Object* self) {
    Code* code = code_of(self);
    return Str::from(format_text("<code object {} at {}, file \"{}\", line {}>", code->parts.name.get(),
                                 address_of(self), code->parts.filename.get(),
                                 code->parts.first_line == 0 ? -1 : code->parts.first_line));
}

Result<Object> code_compare(Object* left, Object* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!asks_equality || !is<Code>(left) || !is<Code>(right)) return not_implemented();
    bool same = left == right || same_code(code_of(left), code_of(right));
    return to_bool(same == (operation == Comparison::equal));
}

Result<Hash> code_hash(Object* self) {
    const CodeParts& parts = code_of(self)->parts;
    Hash value = str_hash(parts.name.get()) ^ TRY(hash(parts.names.get())) ^ TRY(hash(parts.localsplus_names.get())) ^
                 hash_bytes(parts.code->data(), parts.code->length) ^ parts.argument_count ^ parts.first_line ^
                 parts.flags;
    return value == -1 ? -2 : value;
}

void code_deallocate(Object* self) {
    code_of(self)->~Code();
    free_instance(self);
}

constexpr const char* replace_signature =
    "replace(self, /, *, co_argcount=-1, co_posonlyargcount=-1, co_kwonlyargcount=-1, co_nlocals=-1, co_stacksize=-1, "
    "co_flags=-1, "
    "co_firstlineno=-1, co_code=None, co_consts=None, co_names=None, co_varnames=None, co_freevars=None, "
    "co_cellvars=None, "
    "co_filename=None, co_name=None, co_qualname=None, co_linetable=None, co_exceptiontable=None)";

const Method code_methods[] = {
    {"co_positions(self, /)", bind<code_positions>},
    {"co_lines(self, /)", bind<code_lines>},
    {replace_signature, bind<code_replace>,
     "Makes another code object that differs in the given fields only; what results is verified."},
    {"_varname_from_oparg(self, /, oparg)", bind<variable_name>,
     "Names the variable that an operand stands for: locals come first, then cells, then free variables."},
    {"__sizeof__(self, /)", bind<code_sizeof>},
};

const Getter code_getters[] = {
    {"co_lnotab", get_lnotab},     {"co_code", get_code_bytes},   {"_co_code_adaptive", get_code_bytes},
    {"co_varnames", get_varnames}, {"co_cellvars", get_cellvars}, {"co_freevars", get_freevars},
};

const Member code_members[] = {
    member<&Code::parts, &CodeParts::argument_count>("co_argcount"),
    member<&Code::parts, &CodeParts::positional_only_count>("co_posonlyargcount"),
    member<&Code::parts, &CodeParts::keyword_only_count>("co_kwonlyargcount"),
    member<&Code::local_count>("co_nlocals"),
    member<&Code::parts, &CodeParts::stack_size>("co_stacksize"),
    member<&Code::parts, &CodeParts::flags>("co_flags"),
    member<&Code::parts, &CodeParts::first_line>("co_firstlineno"),
    member<&Code::parts, &CodeParts::constants>("co_consts"),
    member<&Code::parts, &CodeParts::names>("co_names"),
    member<&Code::parts, &CodeParts::filename>("co_filename"),
    member<&Code::parts, &CodeParts::name>("co_name"),
    member<&Code::parts, &CodeParts::qualname>("co_qualname"),
    member<&Code::parts, &CodeParts::line_table>("co_linetable"),
    member<&Code::parts, &CodeParts::exception_table>("co_exceptiontable"),
};

const TypeSpec code_spec = {
    .name = "code",
    .doc =
        "Compiled code: instructions, constants, names and tables, but no variables. Making one by hand passes the "
        "verifier or fails.",
    .size = sizeof(Code),
    .weakrefs_offset = offsetof(Code, weakrefs),
    .slots = {.deallocate = code_deallocate,
              .new_ = code_new,
              .repr = code_repr,
              .hash = code_hash,
              .compare = code_compare},
    .methods = code_methods,
    .getters = code_getters,
    .members = code_members,
};

}  // namespace

Type Code::type_object(code_spec);

}  // namespace minipy
