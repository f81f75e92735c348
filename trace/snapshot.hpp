// SPDX-License-Identifier: MIT
// Objects to values: copies what a value looks like now out of the program's memory, structurally. No __repr__, __eq__,
// __hash__ or property of the program is ever called, nothing is allocated in its heap, no reference is counted.
// Next: snapshot.cpp (numbers, texts, containers), snapshot_named.cpp (functions, classes … by their names),
// snapshot_instances.cpp (all the rest, with its attributes).
#pragma once

#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"
#include "trace/event.hpp"
#include "trace/identities.hpp"

namespace minipy {
struct ExceptionObject;
}

namespace minipy::trace {

// Takes over what is inside of an object, and may put something else in its place.
struct NestedObjects {
    // It has items or attributes, and lies `depth` levels deep.
    virtual Value reference(Object* object, int depth) = 0;

protected:
    ~NestedObjects() = default;
};

class Snapshot {
public:
    // `nested`: null if all that is inside is copied, too.
    Snapshot(const Options& options, Identities& identities, NestedObjects* nested = nullptr)
        : options_(options), identities_(identities), nested_(nested) {}

    const Options& options() const { return options_; }
    // `object` may be null. Texts and items of containers go into `batch`.
    Value of(Object* object, Batch& batch) const { return copy(object, batch, 0); }
    // Only what it contains itself: what is inside that has its number.
    Value shallow(Object* object, Batch& batch) const { return copy(object, batch, options_.max_depth - 1); }
    // The object itself, as it is copied where it lies `depth` levels deep.
    Value whole(Object* object, Batch& batch, int depth) const { return copy_whole(object, batch, depth); }
    // As it is copied inside of another one.
    Value inside(Object* object, Batch& batch, int depth) const { return copy(object, batch, depth); }
    // A number or a text, which cannot change; nothing, too.
    static bool is_constant(const Object* object) {
        return object == nullptr || object == &None || object == &True || object == &False || is_exact<Int>(object) ||
               is_exact<Float>(object) || is_exact<Str>(object) || is_exact<Bytes>(object);
    }
    // A number or a text of which all that is shown is in a value (is_known_from_now_on()).
    static bool stays_what_it_is(const Object* object) {
        return object != nullptr && is_constant(object) && (!is_exact<Int>(object) || cast<Int>(object)->is_small());
    }
    // All of it is shown as one text, inside others, too: a bound method, an exception.
    bool is_text(Object* object) const;
    // Nothing is shown of it but its type: an iterator, a lock. False, too, as long as no object of its type was
    // copied.
    bool is_plain(const Object* object) const { return plain_types_.find(object->type) != nullptr; }
    // With its number, whatever it is, and what makes a number or text the same as others: for `is`, id() and ==.
    // `constants` are those of the code that asks.
    Value identified(Object* object, const Tuple* constants, Batch& batch) const;
    // With its message, as the last line of a traceback has it.
    Value of_exception(Object* exception, Batch& batch) const;
    // Who it is, whatever it looks like; it may be dead.
    static Value of_identity(const Life& life, Batch& batch);
    // What the program knows by a name of its own, which may be null; without it, by its type.
    Value of_named(Object* object, Object* name, Batch& batch) const;
    // A text that is no object; `limit` characters of it.
    static Value of_text(std::string_view utf8, std::size_t limit, Batch& batch);

private:
    Value copy(Object* object, Batch& batch, int depth) const;
    Value copy_whole(Object* object, Batch& batch, int depth) const;
    bool copy_constant(Object* object, Batch& batch, Value& value) const;
    bool copy_literal(Object* object, Batch& batch, Value& value) const;
    bool copy_atom(Object* object, Batch& batch, Value& value) const;
    Value with_number(Object* object, const Value& atom, std::uint8_t reasons, Batch& batch) const;
    bool copy_container(Object* object, std::uint32_t number, Batch& batch, int depth, Value& value) const;
    template <class Next>
    Value copy_items(ValueKind kind, std::uint32_t number, Batch& batch, Size count, int depth, Next next) const;

    bool copy_named(Object* object, Batch& batch, Value& value) const;
    bool copy_callable(Object* object, Batch& batch, Value& value) const;
    bool copy_word(Object* object, Batch& batch, Value& value) const;
    // The text of something that is shown as one word, inside others.
    std::string word_of(Object* object) const;

    Value copy_instance(Object* object, Batch& batch, int depth) const;
    static bool is_shown_as_text(Object* object);
    Value copy_plain(Object* object, Batch& batch) const;
    Value copy_cell(Object* object, Batch& batch, int depth) const;
    bool copy_contents(Object* object, Batch& batch, int depth, Value& value) const;
    std::string arguments_of(ExceptionObject* exception) const;
    std::string message_of(ExceptionObject* exception) const;
    Value as_text(ValueKind kind, Object* object, const std::string& text, Batch& batch) const;

    const Options& options_;
    Identities& identities_;
    mutable NestedObjects* nested_;  // null: all that is inside is copied, too
    mutable int nested_words_ = 0;   // how many word_of() are under way
    // Built-in types that have been met and whose instances show nothing but who they are: iterators, locks, files …
    mutable AddressTable<bool> plain_types_;
};

}  // namespace minipy::trace
