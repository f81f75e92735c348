// SPDX-License-Identifier: MIT
// Shapes: what objects look like, told once, and again when it is no longer true.
//
// A journal names an object by a handle; its items and attributes are values again, or handles:
//
//      shape  3  #7 list of 2: 1, [4]                told before 3 is first named
//      …      3                                      every other time
//      shape  4  #8 P: x=2                           what 4 means has changed; 3 has not
//      part   4  of 1, first: 3                      the same in short: x=3
//
// Whoever reads can show the object at that moment to any depth, as Snapshot would have copied it. A shape has all that
// is shown of the object where it is the outermost, or only what is shown at the last level (a container's length, but
// no items); each is told only where somebody will look so far.
//
// Whether something has changed is looked up when it is named, once in an epoch: an epoch ends when code has run that
// may have changed any object. Who knows which one it was says so (note_change), and perhaps which part of it.
// Fingerprints are compared first.
//
// Numbers and texts cannot change; they stand where they are named, and so does what has no shape: an exception, a
// bound method, of which all is one text. CPython: none. Next: shapes.cpp, value_codec.hpp.
#pragma once

#include <algorithm>
#include <unordered_map>

#include "trace/fingerprint.hpp"
#include "trace/journal.hpp"
#include "trace/snapshot.hpp"
#include "trace/value_codec.hpp"

namespace minipy::trace {

class ShapeWriter final : private NestedObjects {
public:
    ShapeWriter(const Options& options, Identities& identities, ByteWriter& out)
        : options_(options), identities_(identities), snapshot_(options, identities, this), out_(out) {}

    // How far the innermost frame has come: written in front of a shape that is no longer what was told.
    void set_progress(std::uint64_t progress) { progress_ = progress; }
    // 0: it was never told.
    std::uint32_t handle_of(const Object* object) const {
        const Told* told = told_.find(object);
        return told == nullptr ? 0 : told->handle;
    }
    // Any object may have changed.
    void begin_epoch() {
        ++epoch_;
        stale_.clear();
    }
    std::uint32_t epoch() const { return epoch_; }
    // This one has, and perhaps what it contains: told now, because it may be seen without being named again; or before
    // the next value is. `part`: what alone may have changed, see ShownParts::part_of().
    void note_change(Object* object, Size part = any_part);
    void note_change_for_later(Object* object, Size part = any_part);
    // A value to be written now: what it needs to be shown has been told. May be null.
    void write(Object* object);
    // The same, with its number where that matters: for `is`, id() and == in code with these constants, which may be
    // null.
    void write_identified(Object* object, const Tuple* constants);
    // An exception with its message.
    void write_exception(Object* exception);
    // Only tells what it looks like, if that can change and has. False: it has no shape, and may have changed.
    bool tell_change(Object* object);
    // Who knows what was written for it last knows it still: what has changed is told.
    bool is_known(Object* object) {
        return !options_.all_ids &&
               (Snapshot::stays_what_it_is(object) || (!Snapshot::is_constant(object) && tell_change(object)));
    }
    // It has died. Its handle, which will not be named again; 0: it has none.
    std::uint32_t forget(const Object* object);

private:
    // A bit for each part; the last are for those behind, and for all.
    using Parts = std::uint64_t;
    static constexpr Size part_behind = 62;
    static constexpr Parts all_parts = Parts(1) << 63;
    static constexpr int most_parts = 4;  // that are told one by one
    static constexpr std::uint32_t unknown_total = UINT32_MAX;
    struct Told {
        std::uint32_t handle = 0;
        Identity identity = nobody;
        std::uint32_t epoch = 0;  // in which it was looked at last
        std::uint8_t depth = 0;   // how deep it lay then: what it contains was looked at so many levels less
        bool is_fixed = false;    // what is shown of it does not change: a function, a class, a module
        bool is_told = false;     // else it is only known as a part of others
        bool is_whole = false;    // with its items
        std::uint32_t total = unknown_total;  // how many items or attributes it had, if it was walked over
        Parts stale_parts = 0;                // have changed, and were not told again yet
        // At the last level; whole: a fingerprint, or a hash of what was told. 0: the parts were told since.
        std::uint64_t looks[2] = {};
    };
    Value reference(Object* object, int depth) override;
    bool is_last_level(const Object* object, int depth) const;
    bool is_written_out(Object* object) const;
    bool can_walk(Object* object) const;
    bool is_fixed(Object* object) const;
    bool is_to_be_told(const Told* told) const;
    bool write_atom(Object* object);
    bool write_word(Object* object);
    void write_plainly(Object* object);
    const Told* look(Object* object, int depth);
    bool look_at_part(Object* part, int depth);
    void tell_again(Object* object, Told& told, Size part);
    bool tell_total(Object* object, Told& told);
    void write_total(const Object* object, Told& told, Size total, Size part);
    bool tell_part(Object* object, Told& told, Size part);
    void tell_stale();
    void tell_stale_parts(Object* object, Told& told);
    void tell_by_walk(Object* object, int depth);
    void tell_by_copy(Object* object, int depth);
    void begin_shape(Object* object, int depth);
    void begin_record(Record record, const Told& told);
    void prepare_name(Object* name);
    void write_name(Object* name);
    void prepare_part(Object* part, int depth);
    void write_head(const ShownParts& shown, Object* object);
    void write_handle(std::uint32_t handle);
    std::uint32_t word_handle(const Object* key, std::string_view word);
    void write_part(Object* part, int depth);
    void tell(Object* object, int depth);
    Told& make_told(Object* object);

    const Options& options_;
    Identities& identities_;
    Snapshot snapshot_;
    ShownParts::Vector parts_;  // of all that is being looked at
    ByteWriter& out_;
    std::uint64_t progress_ = 0;
    std::uint32_t epoch_ = 1, last_handle_ = 0;
    AddressTable<Told> told_;
    UnscannedVector<std::pair<Object*, std::uint32_t>> stale_;  // with their handles: they may have died
    AddressTable<std::uint32_t> words_;                         // handles of names of attributes and classes
};

class Shapes {
public:
    explicit Shapes(const Options& options) : options_(options) {}

    // Reads what stands behind Record::shape or Record::part.
    void read(Record record, ByteReader& in);
    // A value that was read into `from`, as it would have been copied: into `batch`.
    Value expand(const Value& value, const Batch& from, Batch& batch) const { return expand(value, from, batch, 0); }
    void forget(std::uint32_t handle) { shapes_.erase(handle); }

private:
    struct Shape {
        Value value;
        Batch parts;
    };
    void read_shape(ByteReader& in);
    void read_part(ByteReader& in);
    Value expand(const Value& value, const Batch& from, Batch& batch, int depth) const;
    std::string_view type_of(const Value& instance, const Batch& from) const;
    void expand_parts(Value& value, const Batch& from, Batch& batch, int depth) const;
    Value expand_part(const Value& whole, std::size_t index, const Batch& from, Batch& batch, int depth) const;

    const Options& options_;
    std::unordered_map<std::uint32_t, Shape> shapes_;  // by handle
};

}  // namespace minipy::trace
