// SPDX-License-Identifier: MIT
// Telling shapes when they have changed; putting values together from them.
#include "trace/shapes.hpp"

#include <functional>

#include "runtime/functions/cell.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::trace {

namespace {

std::uint64_t hash_of(const ByteWriter& bytes) { return std::hash<std::string_view>()(bytes.bytes()) | 1; }

bool is_changeable(const Value& value) { return is_container(value.kind) || is_instance(value.kind); }

Value reference_to(Identity identity) {
    Value value;
    value.kind = ValueKind::reference;
    value.object = {identity, 0};
    return value;
}

}  // namespace

// ---------------------------------------------------------------- writing

void ShapeWriter::write(Object* object) {
    if (object != nullptr && is_exact<Int>(object) && cast<Int>(object)->is_small() && !options_.all_ids)
        return write_value(out_, Value::of_integer(cast<Int>(object)->small), Batch());
    Batch batch;
    Value value = snapshot_.whole(object, batch, 0);
    if (is_changeable(value)) {
        Identity identity = value.object.number;
        tell(object, 0);
        return write_value(out_, reference_to(identity), batch);
    }
    write_value(out_, value, batch);
}

void ShapeWriter::write_identified(Object* object, const Tuple* constants) {
    Batch batch;
    Value value = snapshot_.identified(object, constants, batch);
    if (is_changeable(value)) value = tell(object, 0);
    write_value(out_, value, batch);
}

void ShapeWriter::write_exception(Object* exception) {
    Batch batch;
    Value value = snapshot_.of_exception(exception, batch);
    if (is_changeable(value)) value = tell(exception, 0);
    write_value(out_, value, batch);
}

bool ShapeWriter::tell_change(Object* object) {
    if (Snapshot::is_constant(object)) return true;
    Batch batch;
    Value value = snapshot_.whole(object, batch, 0);
    if (is_changeable(value)) (void)tell(object, 0);
    return is_changeable(value);
}

// A cell shows what is in it one level longer than others.
Value ShapeWriter::tell(Object* object, int depth) {
    bool is_last_level = depth >= options_.max_depth + int(is_exact<Cell>(object));
    Batch batch;
    Value shape = snapshot_.whole(object, batch, depth);
    Identity identity = shape.object.number;
    ByteWriter bytes;
    write_value(bytes, shape, batch);
    Known& known = known_[identity];
    std::uint64_t hash = hash_of(bytes);
    if (hash == (is_last_level ? known.last_level : known.whole)) return reference_to(identity);
    bool changes = known.last_level != 0;
    if (is_last_level) {
        known = {0, hash};
    } else {
        Batch short_batch;
        ByteWriter short_bytes;
        write_value(short_bytes, snapshot_.whole(object, short_batch, options_.max_depth + 1), short_batch);
        known_[identity] = {hash, hash_of(short_bytes)};
    }
    if (changes) {
        out_.byte(std::uint8_t(Record::at));
        out_.number(progress_);
    }
    out_.byte(std::uint8_t(Record::shape));
    out_.number(identity);
    write_value(out_, shape, batch);
    return reference_to(identity);
}

// ---------------------------------------------------------------- reading

void Shapes::read(ByteReader& in) {
    std::uint64_t identity = in.number();
    Shape shape;
    shape.value = read_value(in, shape.parts);
    if (identity > UINT32_MAX || !is_changeable(shape.value)) in.fail();
    if (!in.failed()) shapes_[Identity(identity)] = std::move(shape);
}

// Of an instance, the first part is the name of its type, then comes what it contains; that is shown at its own level.
// A cell has no attributes; the value in it is an object of its own.
Value Shapes::expand_part(const Value& whole, std::size_t index, const Batch& from, Batch& batch, int depth) const {
    const Value& part = from.values[whole.object.begin + index];
    bool is_own = is_instance(whole.kind) && index < 2 && part.kind != ValueKind::reference;
    return expand(part, from, batch, is_own ? depth : depth + 1);
}

// At the last level nothing of it is shown but what it is, and how many items it has.
void Shapes::expand_parts(Value& value, const Batch& from, Batch& batch, int depth) const {
    Value whole = value;
    std::size_t begin = batch.values.size();
    if (depth >= options_.max_depth) {
        bool is_cell =
            is_instance(value.kind) && value.total == 0 && from.text_of(from.values[whole.object.begin]) == "cell";
        value.shown &= is_instance(value.kind) && (!is_cell || depth == options_.max_depth) ? has_contents : 0;
    }
    std::size_t count = parts_of(value);
    batch.values.resize(begin + count);
    for (std::size_t index = 0; index < count; ++index) {
        Value part = expand_part(whole, index, from, batch, depth);
        batch.values[begin + index] = part;
    }
    value.object.begin = std::uint32_t(begin);
}

Value Shapes::expand(const Value& value, const Batch& from, Batch& batch, int depth) const {
    if (value.kind == ValueKind::reference) {
        auto found = shapes_.find(value.object.number);
        return found == shapes_.end() ? Value() : expand(found->second.value, found->second.parts, batch, depth);
    }
    Value expanded = value;
    switch (rest_of(value.kind)) {
        case Rest::nowhere: break;
        case Rest::text:
            expanded.text.begin = std::uint32_t(batch.text.size());
            batch.text += from.text_of(value);
            break;
        case Rest::text_of_object:
            expanded.object.begin = std::uint32_t(batch.text.size());
            batch.text += std::string_view(from.text).substr(value.object.begin, value.total);
            break;
        case Rest::values: expand_parts(expanded, from, batch, depth); break;
    }
    return expanded;
}

}  // namespace minipy::trace
