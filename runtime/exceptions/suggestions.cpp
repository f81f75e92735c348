// SPDX-License-Identifier: MIT
// Where the candidates come from; text/spelling.hpp chooses. CPython: Python/suggestions.c.
#include "runtime/exceptions/suggestions.hpp"

#include "runtime/containers/list.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/text/spelling.hpp"

namespace minipy {

namespace {

constexpr std::size_t most_candidates = 750;

std::string closest(std::string_view wanted, List* candidates) {
    if (std::size_t(candidates->length) >= most_candidates) return "";
    ClosestName found(wanted);
    for (Size index = 0; index < candidates->length; ++index) {
        if (auto* name = as<Str>((*candidates)[index])) found.offer(name->view());
    }
    return found.best();
}

Ref<List> attribute_candidates(AttributeErrorObject* error) {
    Ref<Object> owner = error->object.hold();
    if (!owner) return nullptr;
    Maybe<Object> names_found = call_special(owner.get(), names::dunder_dir);
    if (names_found.failed()) clear_exception();
    Ref<Object> object = names_found.take();
    if (!object) return nullptr;
    Result<List> list = List::from_iterable(object.get());
    if (list.failed()) {
        clear_exception();
        return nullptr;
    }
    Ref<List> sorted = list.take();
    if (list_sort(sorted.get()).failed()) clear_exception();
    return sorted;
}

// Locals, globals and builtins of the frame where the name was missing.
std::string name_suggestion(ExceptionObject* error, std::string_view wanted) {
    Ref<Traceback> entry = error->traceback.hold();
    if (!entry) return "";
    while (entry->next) entry = entry->next.hold();
    Frame* frame = entry->frame->frame;
    Ref<List> locals = List::create();
    for (int index = 0; index < frame->code->localsplus_count; ++index) {
        if (list_append(locals.get(), frame->code->local_name(index)).failed()) clear_exception();
    }
    std::string found = closest(wanted, locals.get());
    for (const Ref<Object>& names : {share<Object>(frame->globals), share(frame->builtins)}) {
        if (!found.empty()) break;
        Result<List> candidates = List::from_iterable(names.get());
        if (candidates.ok()) found = closest(wanted, candidates.take().get());
        else clear_exception();
    }
    return found;
}

}  // namespace

std::string suggestion_for(Object* exception) {
    PreserveException preserved;
    std::string found;
    if (is_subtype(exception->type, &AttributeError)) {
        auto* error = cast<AttributeErrorObject>(exception);
        Ref<Object> held = error->name.hold();
        auto* name = as<Str>(held.get());
        Ref<List> candidates = name != nullptr ? attribute_candidates(error) : nullptr;
        if (candidates) found = closest(name->view(), candidates.get());
    } else if (is_subtype(exception->type, &NameError)) {
        Ref<Object> held = cast<NameErrorObject>(exception)->name.hold();
        auto* name = as<Str>(held.get());
        if (name != nullptr) found = name_suggestion(cast<ExceptionObject>(exception), name->view());
    }
    return found.empty() ? "" : ". Did you mean: '" + found + "'?";
}

}  // namespace minipy
