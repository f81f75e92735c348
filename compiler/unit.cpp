// SPDX-License-Identifier: MIT
// The table of names. Next: unit.hpp.
#include "compiler/unit.hpp"

namespace minipy::compiler {

int NameTable::find(Str* name) const {
    if (names_.size() <= SEARCHED) {
        for (std::size_t index = 0; index < names_.size(); ++index) {
            if (names_[index] == name) return static_cast<int>(index);
        }
        return -1;
    }
    auto found = index_.find(name);
    return found == index_.end() ? -1 : found->second;
}

int NameTable::add(Str* name) {
    int known = find(name);
    if (known >= 0) return known;
    names_.push_back(name);
    if (names_.size() == SEARCHED + 1) {
        for (std::size_t index = 0; index < names_.size(); ++index) index_[names_[index]] = static_cast<int>(index);
    } else if (names_.size() > SEARCHED) {
        index_[name] = size() - 1;
    }
    return size() - 1;
}

}  // namespace minipy::compiler
