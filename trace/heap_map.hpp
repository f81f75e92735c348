// SPDX-License-Identifier: MIT
// A map of the heap: the program's own objects at one moment, and who refers to whom.
//
//      names of modules, locals of frames            ──┐  held by
//      other objects of the map                      ──┼──────────▶  #12 list, count 4  ──▶ what it refers to
//      elsewhere: the value stack, C++, the library  ──┘
//
// The three add up to the count. What lies elsewhere is not known by name, so whatever is held from there counts as
// reachable. Next: heap_map.cpp, heap_text.hpp (tables, chains, cycles), heap_drawing.hpp.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "trace/parts.hpp"

namespace minipy::trace {

// What a program can do about a reference depends on what holds it.
enum class HolderKind : std::uint8_t { instance, dict, list, cell, method, frame, other };

struct HeapReference {
    std::uint32_t from, to;  // indexes of nodes
    std::string name;        // "[0]", ".next"
};

// A name of a module or a frame.
struct HeapName {
    std::uint32_t root;  // index of HeapMap::roots()
    std::string name;    // within it: "n"
    std::string text;    // alone: "n in half()"
};

// What an object has that is not on the map: mostly numbers and texts.
struct HeapConstant {
    std::string name, value;   // "[0]", "'a'"
    std::uint32_t references;  // of the node's contents so many stand before it
};

struct HeapNode {
    Identity identity = nobody;
    std::string type, value, shallow_value;
    std::size_t size = 0;
    Size count = 0;
    std::vector<HeapName> names;
    std::vector<HeapReference> holders, contents;  // other nodes that refer to it; that it refers to
    std::vector<HeapConstant> constants;           // the first ones (Options::heap_constants)
    std::size_t more_constants = 0;
    Size elsewhere() const { return count - Size(names.size()) - Size(holders.size()); }
    bool is_root() const { return !names.empty() || elsewhere() > 0; }
    // A class, a function, or what only they hold: the program's text rather than its data.
    bool is_definition = false, is_class = false;
    HolderKind kind = HolderKind::other;
    bool can_be_weak = false;  // weakref.ref() takes it, and it is worth having: who keeps a function keeps no other
};

// From its oldest object back to that.
struct Cycle {
    std::uint32_t oldest;
    std::vector<const HeapReference*> references;  // empty: a class, which always refers to itself
    const HeapReference* cut = nullptr;            // the one of these that a program can do without most easily
    std::size_t tangle = 0;  // of so many objects, which has more cycles than were looked at; 0: all were
};

class HeapMap {
public:
    // `own`: what is on the map in any case. Of `others`, which the library made, those that the program holds: what
    // its names or own objects refer to, and what lists, tuples, dicts and sets among these contain.
    HeapMap(const std::vector<Life>& own, const std::vector<Life>& others, const Snapshot& snapshot);

    const std::vector<HeapNode>& nodes() const { return nodes_; }
    // Modules and frames that have names for nodes: "module __main__", "half()". Each frame is one of its own.
    const std::vector<std::string>& roots() const { return roots_; }
    // −1: nothing on the map has this number.
    int index_of(Identity identity) const;
    // For each node the reference by which the shortest way from a root comes to it, or null (a root, or unreachable).
    // `reached` says which. None of the ways leads through the node `around`, if there is one.
    std::vector<const HeapReference*> shortest_ways(std::vector<bool>& reached, int around = -1) const;
    // The cycles that nothing from outside holds. Without the reference to cut of each there would be none. Of a
    // tangle, where everything is on many cycles, some are told.
    std::vector<Cycle> abandoned_cycles() const;

private:
    void add_node(const Life& life, const Snapshot& snapshot);
    bool bring_in(Object* object, const Snapshot& snapshot);
    void add_references(const Snapshot& snapshot);
    void add_constant(std::uint32_t from, Part& part, const Snapshot& snapshot);
    void find_namespaces();
    void add_module_names(const Snapshot& snapshot);
    void add_frames(const Snapshot& snapshot);
    void add_name(Object* object, std::string_view root, std::string name, std::string text);
    void mark_definitions();

    std::vector<HeapNode> nodes_;
    std::vector<std::string> roots_;
    bool opens_root_ = false;                         // the next name is another root's
    std::vector<Object*> objects_;                    // of nodes_; only while the map is drawn
    std::unordered_map<const Object*, Life> others_;  // that are not on the map
    std::unordered_set<const Object*> namespaces_;    // of modules: what is in there has a name
    std::unordered_map<const Object*, std::uint32_t> places_;
};

}  // namespace minipy::trace
