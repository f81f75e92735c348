// SPDX-License-Identifier: MIT
// Exception groups (PEP 654): making, splitting, and what except* does with them. CPython: Objects/exceptions.c.
#include <algorithm>
#include <vector>

#include "runtime/containers/list.hpp"
#include "runtime/exceptions/exception_specs.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/format_text.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/generic_alias.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

ExceptionGroupObject* group_of(Object* self) { return static_cast<ExceptionGroupObject*>(self); }
bool is_group(Object* object) {
    return object->type->has(TypeFlag::exception_subclass) && is_subtype(object->type, &BaseExceptionGroup);
}

// A BaseExceptionGroup of nothing but Exceptions becomes an ExceptionGroup.
Result<Object> exception_group_new(Type* type, const Arguments& arguments) {
    if (arguments.positional != 2) {
        return raise(TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)",
                     arguments.positional);
    }
    TRY(expect<Str>(arguments[0], "BaseExceptionGroup.__new__() argument 1"));
    if (!arguments[1]->type->has(TypeFlag::sequence_pattern))
        return raise(TypeError, "second argument (exceptions) must be a sequence");
    Ref<Tuple> exceptions = TRY(Tuple::from_iterable(arguments[1]));
    if (exceptions->length == 0) return raise(ValueError, "second argument (exceptions) must be a non-empty sequence");
    bool nested_base = false;
    for (Size index = 0; index < exceptions->length; ++index) {
        Object* item = (*exceptions)[index];
        if (as_exception(item) == nullptr)
            return raise(ValueError, "Item {} of second argument (exceptions) is not an exception", index);
        nested_base = nested_base || !is_subtype(item->type, &Exception);
    }
    if (type == &BaseExceptionGroup && !nested_base) type = &ExceptionGroup;
    if (nested_base && type == &ExceptionGroup)
        return raise(TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
    if (nested_base && is_subtype(type, &Exception))
        return raise(TypeError, "Cannot nest BaseExceptions in '{}'", type->display_name());
    Ref<Object> object = TRY(exception_new(type, arguments));
    group_of(object.get())->message = share(arguments[0]);
    group_of(object.get())->exceptions = std::move(exceptions);
    return object;
}

Result<Object> exception_group_str(Object* self) {
    Size count = group_of(self)->exceptions->length;
    Ref<Str> message = TRY(to_str(group_of(self)->message.get()));
    return Str::from(format_text("{} ({} sub-exception{})", message.get(), count, count == 1 ? "" : "s"));
}

// ---------------------------------------------------------------- splitting

// A group like `original` with other contents: asks its derive() method, then copies traceback, context, cause, notes.
Result<Object> derive_group(Object* original, Ref<List> contents) {
    Ref<Object> made = TRY(call_method(original, Str::interned_from("derive").get(), {contents.get()}));
    if (!is_group(made.get())) return raise(TypeError, "derive must return an instance of BaseExceptionGroup");
    auto* from = cast<ExceptionObject>(original);
    auto* to = cast<ExceptionObject>(made.get());
    to->traceback = from->traceback.hold();
    to->context = from->context.hold();
    to->cause = from->cause.hold();
    to->suppress_context = true;
    Ref<Object> notes = TRY(find_attribute(original, names::dunder_notes));
    // Anything but a sequence is somebody's mistake, which is not for split() to report.
    if (notes && notes->type->slots.get_item != nullptr && !is<Dict>(notes.get())) {
        Ref<List> copied = TRY(List::from_iterable(notes.get()));
        TRY(set_attribute(made.get(), names::dunder_notes, copied.get()));
    }
    return made;
}

// `matches(exception)` → Result<bool>. Both parts may come back null; the rest does unless it is wanted.
enum class Rest : std::uint8_t { wanted, dropped };
template <class Matches>
Result<GroupSplit> split_by(Object* exception, Matches& matches, Rest wanted_rest = Rest::wanted) {
    RecursionGuard guard(" in exceptiongroup_split_recursive");
    if (guard.failed()) return Failure{};
    if (TRY(matches(exception))) return GroupSplit{share(exception), nullptr};
    if (!is_group(exception)) return GroupSplit{nullptr, share(exception)};
    Ref<List> matching = List::create(), rest = List::create();
    for (Object* item : *group_of(exception)->exceptions) {
        GroupSplit part = TRY(split_by(item, matches, wanted_rest));
        if (part.matching) TRY(list_append(matching.get(), part.matching.get()));
        if (part.rest) TRY(list_append(rest.get(), part.rest.get()));
    }
    GroupSplit split;
    if (matching->length > 0) split.matching = TRY(derive_group(exception, matching));
    if (wanted_rest == Rest::wanted && rest->length > 0) split.rest = TRY(derive_group(exception, rest));
    return split;
}

// The condition of split() and subgroup(): a type, a tuple of types, or a function.
class Condition {
public:
    explicit Condition(Object* condition) : condition_(condition) {}
    Result<void> check() const {
        bool valid = is_exception_class(condition_) || is_exact<Function>(condition_);
        if (auto* tuple = as<Tuple>(condition_)) {
            valid = std::all_of(tuple->begin(), tuple->end(), [](Object* item) { return is_exception_class(item); });
        }
        if (!valid) valid = condition_->type->slots.call != nullptr && !is<Type>(condition_);
        if (!valid) return raise(TypeError, "expected a function, exception type or tuple of exception types");
        return {};
    }
    Result<bool> operator()(Object* exception) const {
        if (is_exception_class(condition_) || is<Tuple>(condition_))
            return given_exception_matches(exception, condition_);
        Ref<Object> answer = TRY(call(condition_, {exception}));
        return is_true(answer.get());
    }

private:
    Object* condition_;
};

Ref<Object> or_none(Ref<Object> value) { return value ? value : none(); }

Result<Object> split_method(ExceptionGroupObject* self, Object* condition) {
    Condition matches(condition);
    TRY(matches.check());
    GroupSplit split = TRY(split_by(self, matches));
    Ref<Object> matching = or_none(split.matching), rest = or_none(split.rest);
    return Tuple::of({matching.get(), rest.get()});
}

Result<Object> subgroup_method(ExceptionGroupObject* self, Object* condition) {
    Condition matches(condition);
    TRY(matches.check());
    return or_none(TRY(split_by(self, matches, Rest::dropped)).matching);
}

Result<Object> derive_method(ExceptionGroupObject* self, Object* exceptions) {
    return call(&BaseExceptionGroup, {self->message.get(), exceptions});
}

const Method exception_group_methods[] = {
    {"derive(self, excs, /)", bind<derive_method>},
    {"split(self, condition, /)", bind<split_method>},
    {"subgroup(self, condition, /)", bind<subgroup_method>},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as ExceptionGroup[ValueError].", MethodKind::class_method},
};

const Member members[] = {
    member<&ExceptionGroupObject::message>("message", "What the group is about."),
    member<&ExceptionGroupObject::exceptions>("exceptions", "Tuple of the exceptions inside, groups among them."),
};

const TypeSpec base_exception_group_spec = exception_spec<ExceptionGroupObject>({
    .name = "BaseExceptionGroup",
    .doc = "Several exceptions raised as one, for `except*`; may hold KeyboardInterrupt and its like.",
    .base = &BaseException,
    .slots = {.new_ = exception_group_new, .init = exception_init, .str = exception_group_str},
    .methods = exception_group_methods,
    .members = members,
});

}  // namespace

Type BaseExceptionGroup(base_exception_group_spec);

// ---------------------------------------------------------------- except*

Result<GroupSplit> split_exception(Object* exception, Object* pattern) {
    if (is_none(exception)) return GroupSplit{none(), none()};
    if (given_exception_matches(exception, pattern)) {
        if (is_group(exception)) return GroupSplit{share(exception), none()};
        // A naked exception is wrapped, so that the handler always sees a group.
        Ref<Tuple> single = Tuple::of({exception});
        Ref<Object> wrapped = TRY(call(&BaseExceptionGroup, {Str::empty().get(), single.get()}));
        cast<ExceptionObject>(wrapped.get())->traceback = cast<ExceptionObject>(exception)->traceback.hold();
        return GroupSplit{wrapped, none()};
    }
    if (!is_group(exception)) return GroupSplit{none(), share(exception)};
    Condition matches(pattern);
    GroupSplit split = TRY(split_by(exception, matches));
    return GroupSplit{or_none(split.matching), or_none(split.rest)};
}

namespace {

// Re-raised parts of the original keep its metadata: that is how they are told from exceptions raised anew.
bool is_part_of(Object* exception, Object* original) {
    auto* part = cast<ExceptionObject>(exception);
    auto* whole = cast<ExceptionObject>(original);
    return part->traceback.borrow() == whole->traceback.borrow() && part->context.borrow() == whole->context.borrow() &&
           part->cause.borrow() == whole->cause.borrow();
}

Result<void> collect_leaves(Object* exception, std::vector<Object*>& leaves) {
    RecursionGuard guard(" in collect_exception_group_leaves");
    if (guard.failed()) return Failure{};
    if (!is_group(exception)) {
        TRY(reserve_more(leaves, 1));
        leaves.push_back(exception);
        return {};
    }
    for (Object* item : *group_of(exception)->exceptions) TRY(collect_leaves(item, leaves));
    return {};
}

}  // namespace

Result<Object> prepare_reraise_star(Object* original, Object* exceptions) {
    auto* list = cast<List>(exceptions);
    if (list->length == 0) return none();
    // A naked exception was caught and wrapped: at most one clause has run.
    if (!is_group(original)) return share((*list)[0]);
    Ref<List> raised = List::create();
    std::vector<Object*> kept_leaves;
    for (Size index = 0; index < list->length; ++index) {
        Object* exception = (*list)[index];
        if (is_none(exception)) continue;
        if (as_exception(exception) == nullptr) return raise(SystemError, "PREP_RERAISE_STAR of no exception");
        if (is_part_of(exception, original)) TRY(collect_leaves(exception, kept_leaves));
        else TRY(list_append(raised.get(), exception));
    }
    auto is_kept = [&](Object* exception) -> Result<bool> {
        return !is_group(exception) &&
               std::find(kept_leaves.begin(), kept_leaves.end(), exception) != kept_leaves.end();
    };
    Ref<Object> reraised = kept_leaves.empty() ? nullptr : TRY(split_by(original, is_kept, Rest::dropped)).matching;
    if (raised->length == 0) return or_none(reraised);
    if (reraised) TRY(list_append(raised.get(), reraised.get()));
    return call(&BaseExceptionGroup, {Str::empty().get(), raised.get()});
}

}  // namespace minipy
