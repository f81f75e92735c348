// SPDX-License-Identifier: MIT
// The module gc. CPython: Modules/gcmodule.c. The collector itself is runtime/memory/gc.cpp.
#include <climits>
#include <vector>

#include "modules/language/gc.hpp"

#include "modules/native.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/text/str.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy {

namespace {

Result<void> gc_enable() {
    gc::state.enabled = true;
    return {};
}
Result<void> gc_disable() {
    gc::state.enabled = false;
    return {};
}
Result<bool> gc_isenabled() { return gc::state.enabled; }

Result<Size> gc_collect(int generation) {
    if (generation < 0 || generation >= gc::generation_count) return raise(ValueError, "invalid generation");
    return gc::collect(generation, gc::Reason::asked_for);
}

Result<Object> three(int a, int b, int c) {
    Ref<Int> first = Int::from(a), second = Int::from(b), third = Int::from(c);
    return Tuple::of({first.get(), second.get(), third.get()});
}
Result<Object> gc_get_count() {
    return three(gc::state.generations[0].count, gc::state.generations[1].count, gc::state.generations[2].count);
}
Result<Object> gc_get_threshold() {
    return three(gc::state.generations[0].threshold, gc::state.generations[1].threshold,
                 gc::state.generations[2].threshold);
}
// With the words of CPython's PyArg_ParseTuple().
Result<int> threshold_of(Object* object) {
    Ref<Int> number = TRY(to_index(object));
    if (!number->is_small()) return raise(OverflowError, "Python int too large to convert to C long");
    if (number->small > INT_MAX) return raise(OverflowError, "signed integer is greater than maximum");
    if (number->small < INT_MIN) return raise(OverflowError, "signed integer is less than minimum");
    return int(number->small);
}

Result<void> gc_set_threshold(Object*, const Arguments& arguments) {
    TRY(check_no_keywords("set_threshold", arguments));
    TRY(check_parsed("set_threshold", arguments, 1, gc::generation_count));
    for (Size index = 0; index < arguments.positional; ++index)
        gc::state.generations[index].threshold = TRY(threshold_of(arguments[index]));
    return {};
}
Result<Object> gc_get_debug() { return Int::from(gc::state.debug); }
Result<void> gc_set_debug(int flags) {
    gc::state.debug = flags;
    return {};
}

template <class Visit>
void each_tracked(Visit visit) {
    for (int generation = 0; generation < gc::generation_count; ++generation) {
        GcHead* list = &gc::state.generations[generation].head;
        for (GcHead* head = list->next; head != list; head = head->next) visit(gc_object(head), generation);
    }
}

// Those that `choose` takes. They are counted first: nothing can be reported from inside a walk.
template <class Choose>
Result<List> tracked_objects(Choose choose) {
    std::size_t count = 0;
    each_tracked([&](Object* object, int generation) { count += choose(object, generation); });
    std::vector<Ref<Object>> objects;
    TRY(reserve_room(objects, count));
    each_tracked([&](Object* object, int generation) {
        if (choose(object, generation)) objects.push_back(share(object));
    });
    Ref<List> list = List::create();
    for (Ref<Object>& object : objects) TRY(list_append(list.get(), std::move(object)));
    return list;
}

Result<Object> gc_get_objects(Object* generation) {
    constexpr Size all = -1;
    if (!is_none(generation) && generation->type->slots.index == nullptr)
        return raise(TypeError, "argument should be integer or None, not '{}'", type_name(generation));
    Size wanted = is_none(generation) ? all : TRY(to_size(generation, &OverflowError));
    if (wanted < all) return raise(ValueError, "generation parameter cannot be negative");
    if (wanted >= gc::generation_count)
        return raise(ValueError, "generation parameter must be less than the number of available generations ({})",
                     gc::generation_count);
    if (is_audited()) TRY(audit("gc.get_objects", {Int::from(wanted).get()}));
    return tracked_objects([=](Object*, int tracked_in) { return wanted == all || wanted == tracked_in; });
}

Result<bool> gc_is_tracked(Object* object) { return gc::is_container(object) && gc::is_tracked(object); }
Result<bool> gc_is_finalized(Object* object) { return gc::is_container(object) && gc::is_finalized(object); }

Result<Object> gc_get_referents(Object* objects) {
    TRY(audit("gc.get_referents", {objects}));
    Ref<List> list = List::create();
    for (Object* object : *cast<Tuple>(objects)) {
        if (!gc::is_container(object)) continue;
        Size count = 0;
        traverse_object(
            object, [](Object*, void* target) { ++*static_cast<Size*>(target); }, &count);
        std::vector<Ref<Object>> found;
        TRY(reserve_room(found, std::size_t(count)));
        traverse_object(
            object,
            [](Object* referent, void* target) {
                static_cast<std::vector<Ref<Object>>*>(target)->push_back(share(referent));
            },
            &found);
        for (Ref<Object>& referent : found) TRY(list_append(list.get(), std::move(referent)));
    }
    return list;
}

struct Search {
    Tuple* wanted;
    bool found;
};

Result<Object> gc_get_referrers(Object* objects) {
    TRY(audit("gc.get_referrers", {objects}));
    return tracked_objects([=](Object* candidate, int) {
        if (candidate == objects) return false;
        Search search{cast<Tuple>(objects), false};
        traverse_object(
            candidate,
            [](Object* referent, void* argument) {
                auto* state = static_cast<Search*>(argument);
                for (Object* wanted : *state->wanted) state->found |= wanted == referent;
            },
            &search);
        return search.found;
    });
}

void move_all(GcHead* from, GcHead* to) {
    if (from->next == from) return;
    auto plain = [](std::uintptr_t link) { return reinterpret_cast<GcHead*>(link & ~gc::flag_mask); };
    GcHead *first = from->next, *last = plain(from->previous), *to_last = plain(to->previous);
    to_last->next = first;
    first->previous = reinterpret_cast<std::uintptr_t>(to_last) | (first->previous & gc::flag_mask);
    last->next = to;
    to->previous = reinterpret_cast<std::uintptr_t>(last);
    from->next = from;
    from->previous = reinterpret_cast<std::uintptr_t>(from);
}

Result<void> gc_freeze() {
    gc::freeze();
    return {};
}
Result<void> gc_unfreeze() {
    move_all(&gc::state.permanent, &gc::state.generations[gc::generation_count - 1].head);
    return {};
}
Result<Size> gc_get_freeze_count() {
    Size count = 0;
    for (GcHead* head = gc::state.permanent.next; head != &gc::state.permanent; head = head->next) ++count;
    return count;
}

Result<Object> gc_get_stats() {
    Ref<List> list = List::create();
    for (const gc::Statistics& statistics : gc::state.statistics) {
        Ref<Dict> row = Dict::create();
        auto put = [&](const char* name, Size value) {
            dict_set_name(row.get(), Str::interned_from(name).get(), Int::from(value).get());
        };
        put("collections", statistics.collections);
        put("collected", statistics.collected);
        put("uncollectable", statistics.uncollectable);
        TRY(list_append(list.get(), row.get()));
    }
    return list;
}

const Method gc_functions[] = {
    {"enable()", bind<gc_enable>, "Lets allocations set off collections."},
    {"disable()", bind<gc_disable>, "Lets nothing but collect() set off collections; counts still free most objects."},
    {"isenabled()", bind<gc_isenabled>, "Tells whether allocations set off collections."},
    {"collect(generation=2)", bind<gc_collect>,
     "Looks for cycles of garbage in a generation and those younger; gives the number of objects found unreachable."},
    {"get_count()", bind<gc_get_count>, "Tells how far each generation has counted towards its threshold."},
    {"get_threshold()", bind<gc_get_threshold>, "Tells at which counts the three generations are collected."},
    {"set_threshold(threshold0, threshold1=<absent>, threshold2=<absent>, /)", bind<gc_set_threshold>,
     "Sets the counts at which the three generations are collected; 0 for the first one means never."},
    {"get_debug()", bind<gc_get_debug>, "Gives the flags set by set_debug()."},
    {"set_debug(flags, /)", bind<gc_set_debug>,
     "Makes collections talk on stderr, or keep what they find in gc.garbage; flags are the DEBUG_ names."},
    {"get_objects(generation=None)", bind<gc_get_objects>,
     "Lists the containers that the collector watches: all, or those of one generation."},
    {"get_stats()", bind<gc_get_stats>,
     "Tells for each generation how often it was collected, what was found, and what could not be freed."},
    {"is_tracked(obj, /)", bind<gc_is_tracked>,
     "Tells whether the collector watches obj; ints and strings, which refer to nothing, it does not."},
    {"is_finalized(obj, /)", bind<gc_is_finalized>, "Tells whether the collector has run the finalizer of obj."},
    {"get_referents(*objs)", bind<gc_get_referents>, "Lists what the given objects refer to directly."},
    {"get_referrers(*objs)", bind<gc_get_referrers>,
     "Lists the watched objects that refer to one of those given; it looks through all, so it is slow."},
    {"freeze()", bind<gc_freeze>, "Takes all objects out of the collector's sight, for a process about to fork."},
    {"unfreeze()", bind<gc_unfreeze>, "Brings back what freeze() has taken out, into the oldest generation."},
    {"get_freeze_count()", bind<gc_get_freeze_count>, "Counts what freeze() has taken out."},
};

constexpr Constant gc_constants[] = {{"DEBUG_STATS", gc::debug_stats},
                                     {"DEBUG_COLLECTABLE", gc::debug_collectable},
                                     {"DEBUG_UNCOLLECTABLE", gc::debug_uncollectable},
                                     {"DEBUG_SAVEALL", gc::debug_save_all},
                                     {"DEBUG_LEAK", gc::debug_leak}};

Result<void> gc_execute(Module* module) {
    module->set("garbage", gc::state.garbage);
    module->set("callbacks", gc::state.callbacks);
    return {};
}

}  // namespace

void gc::freeze() {
    for (gc::Generation& generation : gc::state.generations) {
        move_all(&generation.head, &gc::state.permanent);
        generation.count = 0;
    }
}

extern const ModuleSpec gc_module = {
    .name = "gc",
    .doc = "The collector of cycles: objects that keep each other alive while nobody else refers to them.",
    .functions = gc_functions,
    .constants = gc_constants,
    .exec = gc_execute,
};

}  // namespace minipy
