// SPDX-License-Identifier: MIT
// Telling shapes when they have changed; putting values together from them.
#include "trace/shapes.hpp"

#include <bit>
#include <functional>
#include <memory>

#include "runtime/containers/range.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "trace/snapshot_text.hpp"

namespace minipy::trace {

namespace {

std::uint64_t hash_of(const ByteWriter& bytes) { return std::hash<std::string_view>()(bytes.bytes()) | 1; }

// Values in one event: shapes from a file may name each other so that there is no end of it.
constexpr std::size_t most_expanded = 1 << 20;
// The name of a type lies one level below what is shown, a cell another one.
constexpr int deeper_than_shown = 4;

Value reference_to(std::uint32_t handle) {
    Value value;
    value.kind = ValueKind::reference;
    value.object = {handle, 0};
    return value;
}

bool is_of_module(const NativeFunction* function) { return !function->self || is_exact<Module>(function->self.get()); }

// What is shown of it does not change as long as nobody gives it another name.
bool is_fixed_kind(const Object* object) {
    return is_exact<Function>(object) || is_exact<Code>(object) || is_exact<MethodDescriptor>(object) ||
           is_exact<Module>(object) || is_generator(object) || is_coroutine(object) || is_async_generator(object) ||
           object->type->has(TypeFlag::type_subclass) ||
           (is_exact<NativeFunction>(object) && is_of_module(cast<NativeFunction>(object)));
}

// Numbers make up all of its text.
bool is_word(const Object* object) {
    return is_exact<Complex>(object) || is_exact<Range>(object) || is_exact<Slice>(object);
}

}  // namespace

// ---------------------------------------------------------------- writing

bool ShapeWriter::is_last_level(const Object* object, int depth) const {
    // A cell shows what is in it one level longer than others.
    return depth >= options_.max_depth + int(is_exact<Cell>(object));
}

// What the journal says of the object, if that is true, and true of what it contains where it lies so deep; parts that
// have changed are told. Null: it must be told.
const ShapeWriter::Told* ShapeWriter::look(Object* object, int depth) {
    Told* told = told_.find(object);
    if (told == nullptr) return nullptr;
    bool whole = !is_last_level(object, depth);
    if (told->is_fixed || (told->epoch == epoch_ && told->depth <= depth && (told->is_whole || !whole))) return told;
    if ((whole && !told->is_whole) || !ShownParts::can_show(object)) return nullptr;
    ShownParts shown(object, whole ? ShownParts::most_of(object, options_) : 0, parts_);
    bool same = shown.fingerprint() == told->looks[whole];
    told->epoch = epoch_;
    told->depth = std::uint8_t(std::min(depth, 255));
    for (std::size_t index = 0; same && index < shown.size(); ++index)
        same = shown.is_name(index) || look_at_part(shown[index], depth + 1);
    told = told_.find(object);
    if (!same) told->epoch = 0;
    return same ? told : nullptr;
}

// False: it is another object than the one that lay there, or stands in its container as a text, which may have
// changed.
bool ShapeWriter::look_at_part(Object* part, int depth) {
    if (Snapshot::is_constant(part)) return true;
    const Told* told = told_.find(part);
    if (told == nullptr) return false;
    if (look(part, depth) == nullptr) tell(part, depth);
    return true;
}

// What was not looked at in this epoch yet will be when it is named, unless nobody expects it to change: the class of a
// module, say.
bool ShapeWriter::is_to_be_told(const Told* told) const {
    return told != nullptr && (told->epoch == epoch_ || told->is_fixed);
}

void ShapeWriter::note_change(Object* object, Size part) {
    Told* told = told_.find(object);
    if (told != nullptr) tell_again(object, *told, part);
}

void ShapeWriter::note_change_for_later(Object* object, Size part) {
    Told* told = told_.find(object);
    if (!is_to_be_told(told)) return;
    if (told->stale_parts == 0) stale_.emplace_back(object, told->handle);
    told->stale_parts |= part == any_part ? all_parts : Parts(1) << std::min(part, part_behind);
}

void ShapeWriter::tell_stale() {
    while (!stale_.empty()) {
        auto [object, handle] = stale_.back();
        stale_.pop_back();
        Told* told = told_.find(object);
        if (is_to_be_told(told) && told->handle == handle) tell_stale_parts(object, *told);
    }
}

void ShapeWriter::tell_stale_parts(Object* object, Told& told) {
    Parts parts = std::exchange(told.stale_parts, 0);
    if ((parts & all_parts) != 0 || std::popcount(parts) > most_parts) return tell_again(object, told, any_part);
    for (; parts != 0; parts &= parts - 1) {
        Size part = std::countr_zero(parts);
        Told& now = *told_.find(object);  // the table may have grown
        if (part == part_behind) {
            // What is shown of a list ends before it: only its length can tell.
            if (!is_exact<List>(object) || ShownParts::most_of(object, options_) > part_behind)
                return tell_again(object, now, any_part);
            part = cast<List>(object)->length - 1;
        }
        if (!tell_part(object, now, part)) return tell_again(object, now, any_part);
    }
}

void ShapeWriter::tell_again(Object* object, Told& told, Size part) {
    told.stale_parts = 0;
    if (part != any_part && tell_part(object, told, part)) return;
    int depth = told.is_whole ? told.depth : options_.max_depth + 1;
    told.is_fixed = is_fixed(object);
    if (tell_total(object, told)) return;
    tell(object, depth);
}

// Nothing that is shown has changed but, perhaps, how much there is of it. What it contains is told by itself.
bool ShapeWriter::tell_total(Object* object, Told& told) {
    if (told.total == unknown_total) return false;
    ShownParts shown(object, told.is_whole ? ShownParts::most_of(object, options_) : 0, parts_);
    std::uint64_t look = shown.fingerprint();
    if (look == told.looks[told.is_whole]) return true;
    bool is_longer = is_plain_container(object) && shown.total() != Size(told.total) &&
                     shown.fingerprint(told.total) == told.looks[told.is_whole];
    if (!is_longer) return false;
    write_total(object, told, shown.total(), 0);
    told.looks[told.is_whole] = look;
    return true;
}

// The beginning of a part: how many there are in all, and which of them follows, from 1 on.
void ShapeWriter::write_total(const Object* object, Told& told, Size total, Size part) {
    if (total != Size(told.total)) told.looks[0] = ShownParts::fingerprint_of_last_level(object->type, total);
    told.total = std::uint32_t(std::min<Size>(total, unknown_total));
    begin_record(Record::part, told);
    out_.number(told.total);
    out_.number(std::uint64_t(part));
}

// One item or attribute is another one now, or there is one more, the last. False: more must be told.
bool ShapeWriter::tell_part(Object* object, Told& told, Size part) {
    ShownParts::Part now = ShownParts::part_of(object, part);
    bool is_new = now.index == Size(told.total) && now.total == now.index + 1;
    if (now.index < 0 || told.total == unknown_total || (!is_new && now.total != Size(told.total))) return false;
    bool is_shown = told.is_whole && now.index < ShownParts::most_of(object, options_);
    if (!is_shown && !is_new) return true;
    int depth = told.depth + 1;
    Told* again = &told;
    if (is_shown && !Snapshot::is_constant(now.value)) {
        if (told_.find(now.value) == nullptr && is_written_out(now.value)) return false;
        prepare_part(now.value, depth);
        again = told_.find(object);  // the table may have grown
    }
    if (is_shown && is_new && now.name != nullptr) prepare_name(now.name);
    write_total(object, *again, now.total, is_shown ? now.index + 1 : 0);
    again->looks[1] = 0;  // it has the total, too
    if (is_shown && is_new && now.name != nullptr) write_name(now.name);
    if (is_shown) write_part(now.value, depth);
    return true;
}

ShapeWriter::Told& ShapeWriter::make_told(Object* object) {
    Told& told = told_[object];
    if (told.handle != 0) return told;
    told.handle = ++last_handle_;
    told.is_fixed = is_fixed(object);
    identities_.watch(object);
    return told;
}

// The beginning of a shape; what it looks like has been noted, its value follows.
void ShapeWriter::begin_shape(Object* object, int depth) {
    Told& told = *told_.find(object);
    told.epoch = epoch_;
    told.depth = std::uint8_t(std::min(depth, 255));
    begin_record(Record::shape, told);
    told.is_told = true;
}

void ShapeWriter::begin_record(Record record, const Told& told) {
    if (told.is_told) {
        out_.byte(std::uint8_t(Record::at));
        out_.number(progress_);
    }
    out_.byte(std::uint8_t(record));
    out_.number(told.handle);
}

bool ShapeWriter::is_fixed(Object* object) const { return is_fixed_kind(object) || snapshot_.is_plain(object); }

// ------------------------------ of what can be walked over

bool ShapeWriter::can_walk(Object* object) const {
    return (ShownParts::can_show(object) || snapshot_.is_plain(object)) && !options_.all_ids;
}

std::uint32_t ShapeWriter::word_handle(const Object* key, std::string_view word) {
    if (const std::uint32_t* known = words_.find(key)) return *known;
    identities_.watch(key);
    words_[key] = ++last_handle_;
    Batch batch;
    out_.byte(std::uint8_t(Record::shape));
    out_.number(last_handle_);
    write_value(out_, text_value(ValueKind::word, word, word.size(), batch), batch);
    return last_handle_;
}

// Before its container is told.
void ShapeWriter::prepare_name(Object* name) {
    if (is_exact<Str>(name) && words_.find(name) == nullptr) (void)word_handle(name, name_text(cast<Str>(name)));
}

void ShapeWriter::write_name(Object* name) {
    const std::uint32_t* word = words_.find(name);
    word != nullptr ? write_handle(*word) : write_part(name, options_.max_depth);
}

void ShapeWriter::prepare_part(Object* part, int depth) {
    if (Snapshot::is_constant(part)) return;
    if (look(part, depth) == nullptr && !is_written_out(part)) tell(part, depth);
}

void ShapeWriter::write_part(Object* part, int depth) {
    if (write_atom(part)) return;
    if (const Told* told = told_.find(part); told != nullptr && told->is_told) { return write_handle(told->handle); }
    Batch batch;
    Value value = snapshot_.inside(part, batch, depth);
    write_value(out_, value, batch);
}

// The beginning of what is written of an object that has parts.
void ShapeWriter::write_head(const ShownParts& shown, Object* object) {
    bool is_cell = shown.kind() == ValueKind::object;
    out_.byte(std::uint8_t(is_cell ? ValueKind::instance : shown.kind()));
    out_.byte(is_cell ? (shown.size() > 0 ? has_contents : 0) : std::uint8_t(shown.shown()));
    out_.number(std::uint64_t(std::min<Size>(shown.total(), UINT32_MAX)));
    Told& told = *told_.find(object);
    if (told.identity == nobody) told.identity = identities_.identity_of(object);
    out_.number(told.identity);
    if (is_cell || shown.has_names()) write_handle(*words_.find(object->type));
}

void ShapeWriter::tell_by_walk(Object* object, int depth) {
    bool whole = !is_last_level(object, depth);
    ShownParts shown(object, whole ? ShownParts::most_of(object, options_) : 0, parts_);
    auto is_text = [this](Object* part) {
        return !Snapshot::is_constant(part) && told_.find(part) == nullptr && is_written_out(part);
    };
    for (std::size_t index = 0; index < shown.size(); ++index) {
        if (!shown.is_name(index) && is_text(shown[index])) return tell_by_copy(object, depth);  // compares texts
    }
    Told& made = make_told(object);
    made.total = std::uint32_t(std::min<Size>(shown.total(), unknown_total));
    made.looks[0] = shown.fingerprint_of_last_level();
    made.looks[1] = whole ? shown.fingerprint() : 0;
    made.is_whole = whole;
    made.epoch = epoch_;  // it may contain itself
    made.depth = std::uint8_t(std::min(depth, 255));
    for (std::size_t index = 0; index < shown.size(); ++index) {
        if (shown.is_name(index)) prepare_name(shown[index]);
        else prepare_part(shown[index], depth + 1);
    }
    bool needs_type = !is_plain_container(object) && words_.find(object->type) == nullptr;
    if (needs_type) (void)word_handle(object->type, object->type->display_name());
    begin_shape(object, depth);
    write_head(shown, object);
    for (std::size_t index = 0; index < shown.size(); ++index) {
        shown.is_name(index) ? write_name(shown[index]) : write_part(shown[index], depth + 1);
    }
}

// ------------------------------ of anything else

// What is told of it, to be compared next time. False: it looks as it did.
void ShapeWriter::tell_by_copy(Object* object, int depth) {
    bool whole = !is_last_level(object, depth);
    auto copy = [&](int at) {
        Batch batch;
        auto bytes = std::make_unique<ByteWriter>();
        write_value(*bytes, snapshot_.whole(object, batch, at), batch);
        return bytes;
    };
    auto shape = copy(depth);
    bool compares = !is_fixed(object);
    std::uint64_t look = compares ? hash_of(*shape) : 0;
    std::uint64_t last_level = compares && whole ? hash_of(*copy(options_.max_depth + 1)) : look;
    Told& told = make_told(object);
    bool same = told.is_told && told.looks[whole] == look && (told.is_whole || !whole);
    told.epoch = epoch_;
    told.depth = std::uint8_t(std::min(depth, 255));
    if (same) return;
    told.total = unknown_total;
    told.looks[0] = last_level;
    told.looks[1] = whole ? look : 0;
    told.is_whole = whole;
    begin_shape(object, depth);
    out_.append(shape->bytes());
}

void ShapeWriter::tell(Object* object, int depth) {
    can_walk(object) ? tell_by_walk(object, depth) : tell_by_copy(object, depth);
}

Value ShapeWriter::reference(Object* object, int depth) {
    if (look(object, depth) == nullptr) tell(object, depth);
    return reference_to(told_.find(object)->handle);
}

std::uint32_t ShapeWriter::forget(const Object* object) {
    words_.erase(object);  // its shape stays: there are not many
    const Told* told = told_.find(object);
    if (told == nullptr) return 0;
    std::uint32_t handle = told->handle;
    told_.erase(object);
    return handle;
}

// Has it no shape, so that it stands where it is named?
bool ShapeWriter::is_written_out(Object* object) const {
    if (Snapshot::is_constant(object) || is_word(object)) return true;
    if (ShownParts::can_show(object)) return false;
    return !is_fixed_kind(object) && snapshot_.is_text(object);
}

void ShapeWriter::write_plainly(Object* object) {
    Batch batch;
    Value value = snapshot_.whole(object, batch, 0);
    write_value(out_, value, batch);
}

// What most instructions push. False: it is something else.
bool ShapeWriter::write_atom(Object* object) {
    if (object == nullptr) return out_.byte(std::uint8_t(ValueKind::null)), true;
    if (is_exact<Int>(object)) {
        if (!cast<Int>(object)->is_small()) return false;
        out_.byte(std::uint8_t(ValueKind::integer));
        return out_.signed_number(cast<Int>(object)->small), true;
    }
    if (is_exact<Float>(object)) {
        out_.byte(std::uint8_t(ValueKind::real));
        return out_.real(cast<Float>(object)->value), true;
    }
    if (object == &None) return out_.byte(std::uint8_t(ValueKind::none)), true;
    if (is_exact<Str>(object)) {
        auto* string = cast<Str>(object);
        out_.byte(std::uint8_t(ValueKind::text));
        out_.number(std::uint64_t(std::min<Size>(string->length, UINT32_MAX)));
        if (!string->ascii) return out_.text(text_of(string, options_.max_str)), true;
        return out_.text({string->data(), std::size_t(std::min<Size>(string->length, options_.max_str))}), true;
    }
    if (object == &True || object == &False) {
        out_.byte(std::uint8_t(ValueKind::boolean));
        return out_.byte(object == &True), true;
    }
    return write_word(object);
}

// Numbers of which a word is made where they are read.
bool ShapeWriter::write_word(Object* object) {
    auto write_bounds = [this](std::uint8_t kind, std::initializer_list<Object*> bounds) {
        for (Object* bound : bounds) {
            if (bound != &None && !(is_exact<Int>(bound) && cast<Int>(bound)->is_small())) return false;
        }
        out_.byte(kind);
        for (Object* bound : bounds) (void)write_atom(bound);
        return true;
    };
    if (is_exact<Range>(object)) {
        auto* range = cast<Range>(object);
        return write_bounds(kind_of_range, {range->start.get(), range->stop.get(), range->step.get()});
    }
    if (is_exact<Slice>(object)) {
        auto* slice = cast<Slice>(object);
        return write_bounds(kind_of_slice, {slice->start.get(), slice->stop.get(), slice->step.get()});
    }
    if (!is_exact<Complex>(object)) return false;
    out_.byte(kind_of_complex);
    out_.real(cast<Complex>(object)->real);
    return out_.real(cast<Complex>(object)->imaginary), true;
}

void ShapeWriter::write(Object* object) {
    if (!stale_.empty()) tell_stale();
    if (!options_.all_ids && write_atom(object)) return;
    const Told* told = object == nullptr ? nullptr : look(object, 0);
    if (told == nullptr) {
        if (is_written_out(object)) return write_plainly(object);
        tell(object, 0);
        told = told_.find(object);
    }
    write_handle(told->handle);
}

void ShapeWriter::write_handle(std::uint32_t handle) {
    out_.byte(std::uint8_t(ValueKind::reference));
    out_.number(handle);
}

void ShapeWriter::write_identified(Object* object, const Tuple* constants) {
    if (!Snapshot::is_constant(object)) return write(object);
    Batch batch;
    Value value = snapshot_.identified(object, constants, batch);
    write_value(out_, value, batch);
}

void ShapeWriter::write_exception(Object* exception) {
    if (!stale_.empty()) tell_stale();
    Batch batch;
    Value value = snapshot_.of_exception(exception, batch);
    if (is_container(value.kind) || is_instance(value.kind)) return write(exception);
    write_value(out_, value, batch);
}

bool ShapeWriter::tell_change(Object* object) {
    if (Snapshot::is_constant(object) || look(object, 0) != nullptr) return true;
    if (is_written_out(object)) return false;
    tell(object, 0);
    return true;
}

// ---------------------------------------------------------------- reading

namespace {

// Of parts that others have taken the place of.
void drop_unused_text(Batch& parts) {
    std::string used;
    auto keep = [&](std::uint32_t& begin, std::size_t size) {
        auto kept = std::uint32_t(used.size());
        used += std::string_view(parts.text).substr(begin, size);
        begin = kept;
    };
    for (Value& part : parts.values) {
        if (rest_of(part.kind) == Rest::text) keep(part.text.begin, part.text.size);
        if (rest_of(part.kind) == Rest::text_of_object) keep(part.object.begin, part.total);
    }
    parts.text = std::move(used);
}

}  // namespace

void Shapes::read(Record record, ByteReader& in) { record == Record::part ? read_part(in) : read_shape(in); }

void Shapes::read_shape(ByteReader& in) {
    std::uint64_t handle = in.number();
    Shape shape;
    shape.value = read_value(in, shape.parts);
    if (handle > UINT32_MAX || shape.value.kind == ValueKind::reference) in.fail();
    if (!in.failed()) shapes_[std::uint32_t(handle)] = std::move(shape);
}

// Handle, total, number of the part from 1 on (0: it is not among those that are shown), the part.
void Shapes::read_part(ByteReader& in) {
    std::uint64_t handle = in.number(), total = in.number(), number = in.number();
    auto found = shapes_.find(std::uint32_t(std::min<std::uint64_t>(handle, UINT32_MAX)));
    if (found == shapes_.end() || total > UINT32_MAX) return in.fail();
    Shape& shape = found->second;
    bool has_names = is_instance(shape.value.kind);
    std::size_t shown = has_names ? shape.value.shown & most_shown : shape.value.shown;
    bool has_parts = has_names || is_container(shape.value.kind);
    if (!has_parts || number > shown + 1) return in.fail();
    shape.value.total = std::uint32_t(total);
    if (number == 0) return;
    if (!has_names && shape.value.kind != ValueKind::list) return in.fail();
    std::vector<Value>& parts = shape.parts.values;
    std::size_t first = parts.size() - (has_names ? 2 * shown : shown);  // no part of a list or an instance has parts
    std::size_t place = first + (number - 1) * (has_names ? 2 : 1) + has_names;
    if (parts_of(shape.value) != parts.size()) return in.fail();
    if (number > shown) {
        if (shown == std::size_t(has_names ? most_shown : most_items_shown)) return in.fail();
        parts.resize(place + 1);
        if (has_names) parts[place - 1] = read_value(in, shape.parts);
        ++shape.value.shown;
    }
    Value part = read_value(in, shape.parts);
    if (in.failed() || parts.size() != parts_of(shape.value)) return in.fail();
    parts[place] = part;
    constexpr std::size_t most_text = 1 << 12;
    if (shape.parts.text.size() > most_text) drop_unused_text(shape.parts);
}

// Of an instance, the first part is the name of its type, then comes what it contains; that is shown at its own level.
// A cell has no attributes; the value in it is an object of its own.
Value Shapes::expand_part(const Value& whole, std::size_t index, const Batch& from, Batch& batch, int depth) const {
    const Value& part = from.values[whole.object.begin + index];
    bool is_own = is_instance(whole.kind) && index < 2 && part.kind != ValueKind::reference;
    return expand(part, from, batch, is_own ? depth : depth + 1);
}

std::string_view Shapes::type_of(const Value& instance, const Batch& from) const {
    const Value& type = from.values[instance.object.begin];
    if (type.kind != ValueKind::reference) return rest_of(type.kind) == Rest::text ? from.text_of(type) : "";
    auto found = shapes_.find(type.object.number);
    bool is_text = found != shapes_.end() && rest_of(found->second.value.kind) == Rest::text;
    return is_text ? found->second.parts.text_of(found->second.value) : "";
}

// At the last level nothing of it is shown but what it is, and how many items it has.
void Shapes::expand_parts(Value& value, const Batch& from, Batch& batch, int depth) const {
    Value whole = value;
    std::size_t begin = batch.values.size();
    if (depth >= options_.max_depth) {
        bool is_cell = is_instance(value.kind) && value.total == 0 && type_of(whole, from) == "cell";
        value.shown &= is_instance(value.kind) && (!is_cell || depth == options_.max_depth) ? has_contents : 0;
    }
    std::size_t count = parts_of(value);
    batch.values.resize(begin + count);
    for (std::size_t index = 0; index < count; ++index) {
        Value part = expand_part(whole, index, from, batch, depth);
        batch.values[begin + index] = part;
    }
    // Readers of values take it for granted that an instance begins with the name of its type.
    if (is_instance(value.kind) && rest_of(batch.values[begin].kind) != Rest::text) value = Value();
    value.object.begin = std::uint32_t(begin);
}

Value Shapes::expand(const Value& value, const Batch& from, Batch& batch, int depth) const {
    if (value.kind == ValueKind::reference) {
        auto found = shapes_.find(value.object.number);
        bool is_too_much = batch.values.size() > most_expanded || depth > options_.max_depth + deeper_than_shown;
        return found == shapes_.end() || is_too_much ? Value()
                                                     : expand(found->second.value, found->second.parts, batch, depth);
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
