// SPDX-License-Identifier: MIT
// The audit heap over Boehm GC: audit.hpp has the idea.
//
// Each block has a finalizer registered with Boehm and loses it when it is freed. So at exit, a finalizer that Boehm
// wants to run belongs to a block that is unreachable and was not freed. During the run Boehm's own collections are
// switched off: nothing may be declared dead while pointers sit in registers and unscanned memory.
#include "runtime/memory/audit.hpp"

#include <gc/gc.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "runtime/memory/boehm.hpp"
#include "runtime/object/type.hpp"
#include "runtime/text/str.hpp"

namespace minipy::heap::audit {

namespace {

struct Label {
    std::int32_t object_offset;  // bytes from the user memory to the Object header; −1: raw memory
    std::int32_t line;
    const char* file;
};
static_assert(sizeof(Label) == 16);

constexpr std::int32_t raw_memory = -1;

struct Leak {
    std::string what;
    std::string where;
};
std::vector<Leak>* leaks = nullptr;
bool forgives_names = false;

void note_leak(void* base, void*) {
    auto* label = static_cast<Label*>(base);
    std::string what = "a block of memory that is no object";
    if (label->object_offset != raw_memory) {
        auto* object = reinterpret_cast<Object*>(reinterpret_cast<char*>(label + 1) + label->object_offset);
        if (forgives_names && object->type == &Str::type_object && cast<Str>(object)->interned) return;
        what = std::string("object of type '") + object->type->display_name() + "', reference count " +
               std::to_string(object->reference_count);
        if (object->type == &Str::type_object)
            what += ", text \"" + cast<Str>(object)->to_string().substr(0, 40) + "\"";
    }
    std::string where =
        label->file != nullptr ? std::string(label->file) + ":" + std::to_string(label->line) : "start-up";
    leaks->push_back({std::move(what), std::move(where)});
}

}  // namespace

void initialize() {
    GC_set_all_interior_pointers(1);
    GC_set_java_finalization(0);
    GC_set_finalize_on_demand(1);
    GC_set_warn_proc(GC_ignore_warn_proc);  // that memory has ended is told by a MemoryError
    GC_INIT();
    boehm::see_threads();
    GC_disable();
}

void* allocate(std::size_t size) {
    auto* label = static_cast<Label*>(GC_MALLOC(size + sizeof(Label)));
    if (label == nullptr) return nullptr;
    SourceLine source = current_source_line != nullptr ? current_source_line() : SourceLine{};
    *label = {raw_memory, source.line, source.file};
    GC_register_finalizer_no_order(label, note_leak, nullptr, nullptr, nullptr);
    return label + 1;
}

void free(void* block) {
    Label* label = static_cast<Label*>(block) - 1;
    GC_register_finalizer_no_order(label, nullptr, nullptr, nullptr, nullptr);
    GC_FREE(label);
}

void note_object(void* block, std::size_t offset) {
    (static_cast<Label*>(block) - 1)->object_offset = static_cast<std::int32_t>(offset);
}

void forgive_names() { forgives_names = true; }

std::size_t report_leaks() {
    std::vector<Leak> found;
    leaks = &found;
    GC_enable();
    GC_gcollect();
    GC_gcollect();
    GC_invoke_finalizers();
    leaks = nullptr;
    constexpr std::size_t most_shown = 50;
    for (std::size_t index = 0; index < found.size() && index < most_shown; ++index) {
        std::fprintf(stderr, "minipy: leak: %s, made at %s\n", found[index].what.c_str(), found[index].where.c_str());
    }
    if (found.size() > most_shown) {
        std::fprintf(stderr, "minipy: leak: … and %zu more\n", found.size() - most_shown);
    }
    return found.size();
}

}  // namespace minipy::heap::audit
