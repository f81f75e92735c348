// SPDX-License-Identifier: MIT
// Values as text, from their memory alone: no __repr__, __eq__, __hash__ or property of the program is ever called, nothing
// is allocated in its heap, no reference is counted.
//
//      6   2.5   'text'   None   half (a function, by its name)   #3[1, 2]   #4{'a': 1}   #5(1, 2)   #6:Point   ∅ (a null)
//
// Next: show_value.cpp.
#pragma once

#include <string>
#include <string_view>

#include "trace/identities.hpp"
#include "trace/options.hpp"

namespace minipy::trace {

class ValuePrinter {
public:
    ValuePrinter(const Options& options, Identities& identities) : options_(options), identities_(identities) {}

    // `object` may be null.
    std::string show(Object* object) const { return show(object, 0); }
    // "ValueError: message", as the last line of a traceback.
    std::string show_exception(Object* exception) const;
    std::string quote(std::string_view utf8, std::size_t characters) const;

private:
    std::string show(Object* object, int depth) const;
    std::string show_atom(Object* object, bool& known) const;
    std::string show_named(Object* object, bool& known) const;
    template <class Next>
    std::string show_items(Object* object, char open, char close, std::size_t count, int depth, Next next) const;
    std::string show_tuple(Object* object, int depth) const;
    std::string show_dict(Object* object, int depth) const;
    std::string show_set(Object* object, int depth) const;
    std::string show_instance(Object* object) const;

    const Options& options_;
    Identities& identities_;
};

}  // namespace minipy::trace
