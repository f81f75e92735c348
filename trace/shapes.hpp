// SPDX-License-Identifier: MIT
// Shapes: what objects that can change look like, told once, and again when it is no longer true.
//
// A journal names such an object by its number; its items and attributes are values again, or numbers:
//
//      shape  #3  list of 2: 1, #4                   told before #3 is first named
//      …      #3                                     every other time
//      shape  #4  P: x=2                             #4 has changed; #3 has not
//
// Whoever reads can show the object at that moment to any depth, as Snapshot would have copied it. A shape has all that
// is shown of the object where it is the outermost, or only what is shown at the last level (a container's length, but
// no items); each is told only where somebody will look so far.
//
// Numbers and texts cannot change; they stand where they are named. CPython: none. Next: shapes.cpp, value_codec.hpp.
#pragma once

#include <unordered_map>

#include "trace/journal.hpp"
#include "trace/snapshot.hpp"
#include "trace/value_codec.hpp"

namespace minipy::trace {

class ShapeWriter final : private NestedObjects {
public:
    ShapeWriter(const Options& options, Identities& identities, ByteWriter& out)
        : options_(options), snapshot_(options, identities, this), out_(out) {}

    // How far the innermost frame has come: written in front of a shape that is no longer what was told.
    void set_progress(std::uint64_t progress) { progress_ = progress; }
    // A value to be written now: what it needs to be shown has been told. May be null.
    void write(Object* object);
    // The same, with its number where that matters: for `is`, id() and == in code with these constants.
    void write_identified(Object* object, const Tuple* constants);
    // An exception with its message.
    void write_exception(Object* exception);
    // Only tells what it looks like, if that can change and has. False: it is shown as a text, which may have changed.
    bool tell_change(Object* object);
    // The object's number will not be used again. False: it was never told.
    bool forget(Identity identity) { return known_.erase(identity) > 0; }

private:
    struct Known {
        std::uint64_t whole = 0, last_level = 0;  // hashes of what was told; 0: nothing
    };
    Value reference(Object* object, int depth) override { return tell(object, depth); }
    Value tell(Object* object, int depth);

    const Options& options_;
    Snapshot snapshot_;
    ByteWriter& out_;
    std::uint64_t progress_ = 0;
    std::unordered_map<Identity, Known> known_;
};

class Shapes {
public:
    explicit Shapes(const Options& options) : options_(options) {}

    // Reads what stands behind Record::shape.
    void read(ByteReader& in);
    // A value that was read into `from`, as it would have been copied: into `batch`.
    Value expand(const Value& value, const Batch& from, Batch& batch) const { return expand(value, from, batch, 0); }
    void forget(Identity identity) { shapes_.erase(identity); }

private:
    struct Shape {
        Value value;
        Batch parts;
    };
    Value expand(const Value& value, const Batch& from, Batch& batch, int depth) const;
    void expand_parts(Value& value, const Batch& from, Batch& batch, int depth) const;
    Value expand_part(const Value& whole, std::size_t index, const Batch& from, Batch& batch, int depth) const;

    const Options& options_;
    std::unordered_map<Identity, Shape> shapes_;
};

}  // namespace minipy::trace
