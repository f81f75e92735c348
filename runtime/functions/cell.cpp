// SPDX-License-Identifier: MIT
// The type of cells. CPython: Objects/cellobject.c.
#include "runtime/functions/cell.hpp"

#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

Result<Object> cell_new(Type*, const Arguments& arguments) {
    TRY(check_no_keywords("cell", arguments));
    TRY(check_positional("cell", arguments, 0, 1));
    return create<Cell>(arguments.positional == 1 ? share(arguments[0]) : nullptr);
}

Result<Object> cell_repr(Object* self) {
    Ref<Object> contents = static_cast<Cell*>(self)->contents.hold();
    if (!contents) return Str::from(format_text("<cell at {}: empty>", address_of(self)));
    return Str::from(format_text("<cell at {}: {} object at {}>", address_of(self), type_name(contents.get()),
                                 address_of(contents.get())));
}

Result<Object> cell_compare(Object* left, Object* right, Comparison operation) {
    if (!is<Cell>(left) || !is<Cell>(right)) return not_implemented();
    Ref<Object> first = cast<Cell>(left)->contents.hold(), second = cast<Cell>(right)->contents.hold();
    if (first && second) return compare(first.get(), second.get(), operation);
    return comparison_result(int(first.get() != nullptr) - int(second.get() != nullptr), operation);
}

Result<Object> get_contents(Object* self) {
    Ref<Object> contents = static_cast<Cell*>(self)->contents.hold();
    if (!contents) return raise(ValueError, "Cell is empty");
    return contents;
}

Result<void> set_contents(Object* self, Object* value) {
    static_cast<Cell*>(self)->contents = share(value);
    return {};
}

const Getter cell_getters[] = {{"cell_contents", get_contents, set_contents}};

const TypeSpec cell_spec = {
    .name = "cell",
    .doc =
        "A box for one variable that functions share: the one that owns it and those inside that use it. It may be "
        "empty.",
    .size = sizeof(Cell),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<Cell>,
              .traverse = traverse_references<Cell>,
              .clear = clear_references<Cell>,
              .new_ = cell_new,
              .repr = cell_repr,
              .compare = cell_compare},
    .getters = cell_getters,
};

}  // namespace

Type Cell::type_object(cell_spec);

}  // namespace minipy
