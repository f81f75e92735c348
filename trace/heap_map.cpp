// SPDX-License-Identifier: MIT
// Drawing the map, and walking on it.
#include "trace/heap_map.hpp"

#include <algorithm>
#include <deque>
#include <numeric>
#include <set>
#include <utility>

#include <fmt/core.h>

#include "modules/containers/collections/deque.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/functions/method.hpp"
#include "runtime/kernel/thread_state.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/threads/interpreter.hpp"
#include "trace/fingerprint.hpp"
#include "trace/snapshot_text.hpp"
#include "trace/value_text.hpp"

namespace minipy::trace {

HeapMap::HeapMap(const std::vector<Life>& own, const std::vector<Life>& others, const Snapshot& snapshot) {
    for (const Life& life : own) add_node(life, snapshot);
    for (const Life& life : others) others_.emplace(life.object, life);
    find_namespaces();
    add_frames(snapshot);
    add_module_names(snapshot);
    add_references(snapshot);
    mark_definitions();
    objects_.clear();
    others_.clear();
    namespaces_.clear();
}

int HeapMap::index_of(Identity identity) const {
    auto found = std::ranges::find(nodes_, identity, &HeapNode::identity);
    return found == nodes_.end() ? -1 : int(found - nodes_.begin());
}

namespace {

// Of memory that is the object's own, and no object. What sys.getsizeof() adds to its block.
Size bytes_beside(Object* object) {
    if (auto* list = as<List>(object)) return list->bytes_beside();
    if (auto* dict = as<Dict>(object)) return dict->bytes_beside();
    if (is_any_set(object)) return cast<Set>(object)->bytes_beside();
    if (auto* deque = as<Deque>(object)) return deque->bytes_beside();
    auto* bytes = as<ByteArray>(object);
    return bytes == nullptr ? 0 : bytes->capacity;
}

// Functions are often held by one place only, methods always are: a weak reference to them is dead at once.
bool can_be_weak(const Object* object) {
    const Type* type = object->type;
    bool has_references = type->has(TypeFlag::managed_weakrefs) || type->weakrefs_offset != 0;
    return has_references && !is<Function>(object) && !is<BoundMethod>(object);
}

HolderKind holder_kind(const Object* object) {
    if (is<Dict>(object)) return HolderKind::dict;
    if (is<List>(object)) return HolderKind::list;
    if (is<Cell>(object)) return HolderKind::cell;
    if (is<BoundMethod>(object)) return HolderKind::method;
    if (is<FrameObject>(object)) return HolderKind::frame;
    return object->type->has(TypeFlag::heap) && !is<Type>(object) ? HolderKind::instance : HolderKind::other;
}

}  // namespace

void HeapMap::add_node(const Life& life, const Snapshot& snapshot) {
    places_[life.object] = std::uint32_t(nodes_.size());
    Batch batch;
    std::string value = show_value(snapshot.of(life.object, batch), batch);
    nodes_.push_back({.identity = life.identity,
                      .type = *life.type,
                      .value = std::move(value),
                      .shallow_value = show_value(snapshot.shallow(life.object, batch), batch),
                      .size = life.size + std::size_t(bytes_beside(life.object)),
                      .count = life.object->reference_count,
                      .kind = holder_kind(life.object),
                      .can_be_weak = can_be_weak(life.object)});
    objects_.push_back(life.object);
}

namespace {

// A function with a closure is data, too: it keeps the variables that it shares.
bool is_definition_itself(Object* object) {
    if (auto* function = as<Function>(object)) return !function->closure;
    return is<Type>(object) || is<Module>(object) || is<Code>(object);
}

// Of a class or a function.
bool may_be_part(const Object* object) {
    const Type* type = object->type;
    return is<Function>(object) || is_exact<Dict>(object) || is_exact<Tuple>(object) || is<Cell>(object) ||
           (!type->has(TypeFlag::heap) && type->slots.descriptor_get != nullptr);
}

}  // namespace

// Is the object on the map, or one of the others that belongs there now?
bool HeapMap::bring_in(Object* object, const Snapshot& snapshot) {
    if (places_.contains(object)) return true;
    if (namespaces_.contains(object)) return false;
    auto other = others_.find(object);
    if (other == others_.end() || is_definition_itself(object)) return false;
    add_node(other->second, snapshot);
    return true;
}

namespace {

// Does a reader of the object ask for what has this name, even if it is no more than a number?
bool is_told(const Object* holder, std::string_view name) {
    if (name.starts_with('[') || name == "an item" || name == ".cell_contents" || name.starts_with("variable "))
        return true;
    return holder_kind(holder) == HolderKind::instance && name.starts_with('.') && name != ".__dict__";
}

}  // namespace

void HeapMap::add_references(const Snapshot& snapshot) {
    bool tells_constants = snapshot.options().heap_constants > 0;
    for (std::uint32_t from = 0; from < nodes_.size(); ++from) {  // more may come
        bool is_own = series_of(nodes_[from].identity) == Series::program || is_plain_container(objects_[from]);
        auto is_wanted = [&](Object* object) {
            bool is_here = is_own ? bring_in(object, snapshot) : places_.contains(object);
            return is_here || tells_constants;
        };
        for (Part& part : parts_of(objects_[from], snapshot, is_wanted)) {
            auto place = places_.find(part.target);
            if (place == places_.end()) {
                add_constant(from, part, snapshot);
                continue;
            }
            HeapReference reference{from, place->second, std::move(part.name)};
            nodes_[reference.to].holders.push_back(reference);
            nodes_[from].contents.push_back(std::move(reference));
        }
    }
}

void HeapMap::add_constant(std::uint32_t from, Part& part, const Snapshot& snapshot) {
    HeapNode& node = nodes_[from];
    if (!is_told(objects_[from], part.name)) return;
    if (node.constants.size() == snapshot.options().heap_constants) return (void)++node.more_constants;
    Batch batch;
    std::string value = show_value(snapshot.shallow(part.target, batch), batch);
    node.constants.push_back({std::move(part.name), std::move(value), std::uint32_t(node.contents.size())});
}

// ---------------------------------------------------------------- names

void HeapMap::add_name(Object* object, std::string_view root, std::string name, std::string text) {
    auto place = places_.find(object);
    if (place == places_.end()) return;
    if (std::exchange(opens_root_, false) || roots_.empty()) roots_.emplace_back(root);
    nodes_[place->second].names.push_back({std::uint32_t(roots_.size() - 1), std::move(name), std::move(text)});
}

void HeapMap::find_namespaces() {
    Size position = 0;
    Object *name, *item;
    while (dict_next(interpreter.modules.get(), position, name, item)) {
        auto* module = as<Module>(item);
        if (module != nullptr && module->dict) namespaces_.insert(module->dict.get());
    }
}

// Names of __main__ bring objects in. A module's dict that is on the map itself is told there; a module that
// sys.modules has by two names is told once.
void HeapMap::add_module_names(const Snapshot& snapshot) {
    Size position = 0;
    Object *name, *item, *value;
    std::unordered_set<const Object*> told;
    while (dict_next(interpreter.modules.get(), position, name, item)) {
        auto* module = as<Module>(item);
        opens_root_ = true;
        if (module == nullptr)
            add_name(item, "sys.modules", name_text(name), fmt::format("sys.modules['{}']", name_text(name)));
        if (module == nullptr || !module->dict || places_.contains(module->dict.get())) continue;
        if (!told.insert(module->dict.get()).second) continue;
        std::string module_name = name_text(name);
        bool is_main = module_name == "__main__";
        Size entry = 0;
        while (dict_next(module->dict.get(), entry, name, value)) {
            if (is_main && name_text(name) != "__builtins__") (void)bring_in(value, snapshot);
            add_name(value, "module " + module_name, name_text(name),
                     is_main ? name_text(name) : module_name + "." + name_text(name));
        }
    }
}

void HeapMap::add_frames(const Snapshot& snapshot) {
    for (Frame* frame = current_thread->frame; frame != nullptr; frame = frame->previous) {
        std::string function = name_text(frame->code->parts.qualname.get()) + "()";
        opens_root_ = true;
        for (int index = 0; index < frame->code->localsplus_count; ++index) {
            if (frame->locals[index] == nullptr) continue;
            (void)bring_in(frame->locals[index], snapshot);
            std::string name = name_text(frame->code->local_name(index));
            add_name(frame->locals[index], function, name, fmt::format("{} in {}", name, function));
        }
        for (Object** item = frame->stack_base(); item < frame->stack_pointer; ++item)
            add_name(*item, function, "value stack", fmt::format("the value stack of {}", function));
    }
}

// What a class or a function is made of, if nothing else refers to it: its tuples and dicts themselves, and the
// descriptors and cells in these. A list in a class, or what a cell contains, is data.
void HeapMap::mark_definitions() {
    for (std::uint32_t index = 0; index < nodes_.size(); ++index) {
        nodes_[index].is_class = is<Type>(objects_[index]);
        nodes_[index].is_definition = is_definition_itself(objects_[index]);
    }
    auto holds_parts = [&](std::uint32_t index, const Object* part) {
        bool is_table = is_exact<Dict>(part) || is_exact<Tuple>(part);
        bool is_defined = is_table && !is<Function>(objects_[index]) ? is_definition_itself(objects_[index])
                                                                     : nodes_[index].is_definition;
        return is_defined;
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (std::uint32_t index = 0; index < nodes_.size(); ++index) {
            HeapNode& node = nodes_[index];
            if (node.is_definition || node.is_root() || node.holders.empty() || !may_be_part(objects_[index])) continue;
            node.is_definition = std::ranges::all_of(
                node.holders, [&](const HeapReference& held) { return holds_parts(held.from, objects_[index]); });
            changed = changed || node.is_definition;
        }
    }
}

// ---------------------------------------------------------------- ways

std::vector<const HeapReference*> HeapMap::shortest_ways(std::vector<bool>& reached, int around) const {
    std::vector<const HeapReference*> ways(nodes_.size());
    reached.assign(nodes_.size(), false);
    std::deque<std::uint32_t> queue;
    auto reach = [&](std::uint32_t index, const HeapReference* way) {
        if (reached[index] || int(index) == around) return;
        reached[index] = true;
        ways[index] = way;
        queue.push_back(index);
    };
    // Names first: they explain more than "from elsewhere".
    for (bool named : {true, false}) {
        for (std::uint32_t index = 0; index < nodes_.size(); ++index) {
            if (nodes_[index].is_root() && nodes_[index].names.empty() != named) reach(index, nullptr);
        }
        while (!queue.empty()) {
            std::uint32_t index = queue.front();
            queue.pop_front();
            for (const HeapReference& reference : nodes_[index].contents) reach(reference.to, &reference);
        }
    }
    return ways;
}

namespace {

using ReferenceSet = std::set<const HeapReference*>;

// Tarjan's algorithm, with a stack of its own: chains may be long. R. Tarjan, "Depth-first search and linear graph
// algorithms", SIAM Journal on Computing 1 (1972).
class Components {
public:
    Components(const std::vector<HeapNode>& nodes, const std::vector<bool>& left_out, const ReferenceSet& cut)
        : nodes_(nodes), left_out_(left_out), cut_(cut), states_(nodes.size()) {}

    // The components among these nodes, which no reference leads out of and back into.
    std::vector<std::vector<std::uint32_t>> among(const std::vector<std::uint32_t>& indexes) {
        for (std::uint32_t index : indexes) states_[index] = {};
        for (std::uint32_t index : indexes) states_[index].is_among = true;
        last_ = 0;
        for (std::uint32_t index : indexes) {
            if (!left_out_[index] && states_[index].order == 0) visit_from(index);
        }
        for (std::uint32_t index : indexes) states_[index].is_among = false;
        return std::exchange(found_, {});
    }

private:
    struct State {
        std::uint32_t order = 0, lowest = 0;  // order: 0 is not visited yet
        bool on_stack = false, is_among = false;
    };
    struct Visit {
        std::uint32_t index;
        std::size_t next = 0;  // reference
    };

    bool is_followed(const HeapReference& reference) const {
        return states_[reference.to].is_among && !left_out_[reference.to] && !cut_.contains(&reference);
    }

    void begin(std::uint32_t index) {
        states_[index].order = states_[index].lowest = ++last_;
        states_[index].on_stack = true;
        stack_.push_back(index);
        visits_.push_back({index});
    }

    void visit_from(std::uint32_t start) {
        begin(start);
        while (!visits_.empty()) {
            Visit& visit = visits_.back();
            State& state = states_[visit.index];
            if (visit.next == nodes_[visit.index].contents.size()) {
                end(visit.index);
                continue;
            }
            const HeapReference& reference = nodes_[visit.index].contents[visit.next++];
            if (!is_followed(reference)) continue;
            std::uint32_t to = reference.to;
            if (states_[to].order == 0) begin(to);
            else if (states_[to].on_stack) state.lowest = std::min(state.lowest, states_[to].order);
        }
    }

    void end(std::uint32_t index) {
        visits_.pop_back();
        State& state = states_[index];
        if (!visits_.empty()) {
            State& caller = states_[visits_.back().index];
            caller.lowest = std::min(caller.lowest, state.lowest);
        }
        if (state.lowest != state.order) return;
        std::vector<std::uint32_t> component;
        do {
            component.push_back(stack_.back());
            states_[stack_.back()].on_stack = false;
            stack_.pop_back();
        } while (component.back() != index);
        std::ranges::sort(component);
        bool refers_to_itself = std::ranges::any_of(nodes_[index].contents, [&](const HeapReference& reference) {
            return reference.to == index && is_followed(reference);
        });
        if (component.size() > 1 || refers_to_itself) found_.push_back(std::move(component));
    }

    const std::vector<HeapNode>& nodes_;
    const std::vector<bool>& left_out_;
    const ReferenceSet& cut_;
    std::vector<State> states_;
    std::vector<std::uint32_t> stack_;
    std::vector<Visit> visits_;
    std::uint32_t last_ = 0;
    std::vector<std::vector<std::uint32_t>> found_;
};

// How much a program would miss this reference: the less, the better it is to cut.
int rank_of(const HeapReference& reference, const std::vector<HeapNode>& nodes) {
    constexpr int never_weak = 10;
    return int(nodes[reference.from].kind) + (nodes[reference.to].can_be_weak ? 0 : never_weak);
}

// Of references that are equally good the last.
const HeapReference* best_cut(const std::vector<const HeapReference*>& references, const std::vector<HeapNode>& nodes) {
    const HeapReference* best = references.front();
    for (const HeapReference* reference : references) {
        if (rank_of(*reference, nodes) <= rank_of(*best, nodes)) best = reference;
    }
    return best;
}

// The shortest cycle through the oldest of these nodes, which all reach each other.
std::vector<const HeapReference*> shortest_cycle(const std::vector<HeapNode>& nodes,
                                                 const std::vector<std::uint32_t>& component, const ReferenceSet& cut) {
    std::uint32_t oldest = component.front();
    std::unordered_map<std::uint32_t, const HeapReference*> ways;
    std::deque<std::uint32_t> queue{oldest};
    while (!ways.contains(oldest)) {
        for (const HeapReference& reference : nodes[queue.front()].contents) {
            bool is_inside = std::ranges::binary_search(component, reference.to) && !cut.contains(&reference);
            if (is_inside && ways.emplace(reference.to, &reference).second) queue.push_back(reference.to);
        }
        queue.pop_front();
    }
    std::vector<const HeapReference*> cycle{ways.at(oldest)};
    while (cycle.back()->from != oldest) cycle.push_back(ways.at(cycle.back()->from));
    std::ranges::reverse(cycle);
    return cycle;
}

}  // namespace

std::vector<Cycle> HeapMap::abandoned_cycles() const {
    constexpr int most_cuts = 20;  // of one tangle
    struct Tangle {
        std::vector<std::uint32_t> indexes;
        int cuts;
    };
    std::vector<Cycle> cycles;
    std::vector<bool> left_out;
    (void)shortest_ways(left_out);
    ReferenceSet cut;
    Components components(nodes_, left_out, cut);
    std::vector<std::uint32_t> all(nodes_.size());
    std::iota(all.begin(), all.end(), 0U);
    std::vector<Tangle> tangles{{std::move(all), 0}};
    while (!tangles.empty()) {
        Tangle tangle = std::move(tangles.back());
        tangles.pop_back();
        for (std::vector<std::uint32_t>& component : components.among(tangle.indexes)) {
            auto cls = std::ranges::find_if(component, [&](std::uint32_t index) { return nodes_[index].is_class; });
            if (cls != component.end()) {
                cycles.push_back({*cls, {}});
                for (std::uint32_t index : component) left_out[index] = left_out[index] || nodes_[index].is_definition;
            } else {
                Cycle cycle{component.front(), shortest_cycle(nodes_, component, cut)};
                cycle.cut = best_cut(cycle.references, nodes_);
                cut.insert(cycle.cut);
                if (tangle.cuts == most_cuts) cycle.tangle = component.size();
                cycles.push_back(std::move(cycle));
                if (tangle.cuts == most_cuts) continue;
            }
            tangles.push_back({std::move(component), tangle.cuts + 1});
        }
    }
    std::ranges::stable_sort(cycles, {}, &Cycle::oldest);
    return cycles;
}

}  // namespace minipy::trace
