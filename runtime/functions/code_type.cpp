// SPDX-License-Identifier: MIT
// The type of code objects, as Python sees it: co_* attributes, co_lines(), co_positions(), equality.
// CPython: Objects/codeobject.c.
#include "runtime/containers/list.hpp"
#include "runtime/functions/code.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/object/errors.hpp"
#include "runtime/object/singletons.hpp"
#include "runtime/object/type_spec.hpp"
#include "runtime/protocols/comparison.hpp"
#include "runtime/protocols/iteration.hpp"

namespace minipy {

namespace {

Code* code_of(Object* self) { return static_cast<Code*>(self); }


template <auto field>
Result<Object> get_part(Object* self) {
    return Ref<Object>(code_of(self)->parts.*field);
}

Result<Object> get_local_count(Object* self) { return Int::from(code_of(self)->local_count); }

Result<Object> names_of_kind(Object* self, std::uint8_t kind) {
    Code* code = code_of(self);
    Ref<List> list = List::create();
    for (int index = 0; index < code->localsplus_count; ++index) {
        if ((code->local_kind(index) & kind) != 0) TRY(list_append(list.get(), code->local_name(index)));
    }
    return list_to_tuple(list.get());
}

Result<Object> get_varnames(Object* self) { return names_of_kind(self, local_plain); }
Result<Object> get_cellvars(Object* self) { return names_of_kind(self, local_cell); }
Result<Object> get_freevars(Object* self) { return names_of_kind(self, local_free); }

// co_positions(): one (line, end line, column, end column) for each code unit. co_lines(): (start, end, line) in bytes.
Ref<Object> number_or_none(int value) { return value < 0 ? none() : Ref<Object>(Int::from(value)); }

Result<Object> code_positions(Code* self) {
    Ref<List> list = List::create();
    LocationIterator entries(self);
    while (entries.next()) {
        const CodeLocation& at = entries.location;
        Ref<Object> fields[] = {number_or_none(at.line), number_or_none(at.end_line), number_or_none(at.column), number_or_none(at.end_column)};
        Ref<Tuple> row = Tuple::of({fields[0].get(), fields[1].get(), fields[2].get(), fields[3].get()});
        for (int unit = entries.start; unit < entries.end; ++unit) TRY(list_append(list.get(), row.get()));
    }
    return get_iterator(list.get());
}

Result<Object> code_lines(Code* self) {
    Ref<List> list = List::create();
    LocationIterator entries(self);
    int start = 0, end = 0, line = -2;
    auto flush = [&]() -> Result<void> {
        if (line == -2) return {};
        Ref<Object> fields[] = {Int::from(start * 2), Int::from(end * 2), number_or_none(line)};
        return list_append(list.get(), Tuple::of({fields[0].get(), fields[1].get(), fields[2].get()}).get());
    };
    while (entries.next()) {
        if (entries.location.line != line) {
            TRY(flush());
            start = entries.start;
            line = entries.location.line;
        }
        end = entries.end;
    }
    TRY(flush());
    return get_iterator(list.get());
}

Result<Object> code_repr(Object* self) {
    Code* code = code_of(self);
    return Str::from(format_text("<code object {} at {}, file \"{}\", line {}>", code->parts.name.get(), fmt::ptr(self),
                                 code->parts.filename.get(), code->parts.first_line));
}

Result<bool> same_code(Code* left, Code* right) {
    const CodeParts &a = left->parts, &b = right->parts;
    bool same_numbers = a.argument_count == b.argument_count && a.positional_only_count == b.positional_only_count &&
                        a.keyword_only_count == b.keyword_only_count && a.flags == b.flags && a.first_line == b.first_line;
    if (!same_numbers || a.code->view() != b.code->view() || a.line_table->view() != b.line_table->view() ||
        a.exception_table->view() != b.exception_table->view() || a.localsplus_kinds->view() != b.localsplus_kinds->view()) {
        return false;
    }
    return TRY(equal(a.name.get(), b.name.get())) && TRY(equal(a.constants.get(), b.constants.get())) &&
           TRY(equal(a.names.get(), b.names.get())) && TRY(equal(a.localsplus_names.get(), b.localsplus_names.get()));
}

Result<Object> code_compare(Object* left, Object* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!asks_equality || !is<Code>(left) || !is<Code>(right)) return not_implemented();
    bool same = left == right || TRY(same_code(code_of(left), code_of(right)));
    return to_bool(same == (operation == Comparison::equal));
}

Result<Hash> code_hash(Object* self) {
    const CodeParts& parts = code_of(self)->parts;
    Hash value = str_hash(parts.name.get()) ^ TRY(hash(parts.names.get())) ^ TRY(hash(parts.localsplus_names.get())) ^
                 hash_bytes(parts.code->data(), parts.code->length) ^ parts.argument_count ^ parts.first_line ^ parts.flags;
    return value == -1 ? -2 : value;
}

void code_deallocate(Object* self) {
    code_of(self)->~Code();
    free_instance(self);
}

const Getter code_getters[] = {
    {"co_nlocals", get_local_count},
    {"co_code", get_part<&CodeParts::code>},
    {"co_varnames", get_varnames},
    {"co_cellvars", get_cellvars},
    {"co_freevars", get_freevars},
};

#define PART(field) offsetof(Code, parts) + offsetof(CodeParts, field)
const Member code_members[] = {
    {"co_argcount", MemberKind::int32, PART(argument_count)},
    {"co_posonlyargcount", MemberKind::int32, PART(positional_only_count)},
    {"co_kwonlyargcount", MemberKind::int32, PART(keyword_only_count)},
    {"co_stacksize", MemberKind::int32, PART(stack_size)},
    {"co_flags", MemberKind::int32, PART(flags)},
    {"co_firstlineno", MemberKind::int32, PART(first_line)},
    {"co_consts", MemberKind::object, PART(constants)},
    {"co_names", MemberKind::object, PART(names)},
    {"co_filename", MemberKind::object, PART(filename)},
    {"co_name", MemberKind::object, PART(name)},
    {"co_qualname", MemberKind::object, PART(qualname)},
    {"co_linetable", MemberKind::object, PART(line_table)},
    {"co_exceptiontable", MemberKind::object, PART(exception_table)},
};
#undef PART

const Method code_methods[] = {
    {"co_positions(self, /)", bind<code_positions>},
    {"co_lines(self, /)", bind<code_lines>},
};

const TypeSpec code_spec = {
    .name = "code",
    .doc = "Create a code object.  Not for mere mortals.",
    .size = sizeof(Code),
    .weakrefs_offset = offsetof(Code, weakrefs),
    .slots = {.deallocate = code_deallocate, .repr = code_repr, .hash = code_hash, .compare = code_compare},
    .methods = code_methods,
    .getters = code_getters,
    .members = code_members,
};

}  // namespace

Type Code::type_object(code_spec);

}  // namespace minipy
