// SPDX-License-Identifier: MIT
// Who watches one stage of the interpreter: usually nobody, which costs a comparison with zero.
//
// Each stage declares the functions of its observers and keeps the list of those who are there: execution
// (observer.hpp), the process (process_observer.hpp), input and output (modules/io/observer.hpp); the heap knows one
// only (runtime/memory/observer.hpp). Observers are told one after the other, in the order in which they came. They may
// come and go while they are told; who comes then is told of the next event first. (One that goes and comes back each
// time it is told would otherwise never see the end of the first.)
//
// CPython: none; sys.settrace, PEP 578 and the Py_TRACE macros are what it has instead. Next: observer.hpp.
#pragma once

#include <algorithm>
#include <vector>

#include "runtime/object/result.hpp"

namespace minipy {

template <class Observer>
class Watchers {
public:
    bool empty() const { return count_ == 0; }

    // Borrowed: it must be removed before it dies.
    void add(Observer* newcomer) {
        places_.push_back(newcomer);
        ++count_;
    }
    void remove(Observer* leaver) {
        auto place = std::ranges::find(places_, leaver);
        if (place == places_.end()) return;
        *place = nullptr;
        --count_;
        forget_places();
    }

    // Calls a function of each. (Out of line: those who tell are hot, and usually nobody is there.)
    template <class... Parameters>
    [[gnu::noinline]] void tell(void (Observer::*event)(Parameters...), std::type_identity_t<Parameters>... arguments) {
        Walk walk(*this);
        for (std::size_t index = 0; index < walk.count; ++index) {
            if (Observer* each = places_[index]) (each->*event)(arguments...);
        }
    }
    // The same with one that can fail; after a failure the others are not told.
    template <class... Parameters>
    [[gnu::noinline]] Result<void> tell(Result<void> (Observer::*event)(Parameters...),
                                        std::type_identity_t<Parameters>... arguments) {
        Walk walk(*this);
        for (std::size_t index = 0; index < walk.count; ++index) {
            if (Observer* each = places_[index]) TRY((each->*event)(arguments...));
        }
        return {};
    }

private:
    // Places are kept while somebody walks along them.
    struct Walk {
        explicit Walk(Watchers& watchers_) : watchers(watchers_), count(watchers_.places_.size()) { ++watchers.walks_; }
        ~Walk() {
            --watchers.walks_;
            watchers.forget_places();
        }
        Walk(const Walk&) = delete;
        Walk& operator=(const Walk&) = delete;
        Watchers& watchers;
        const std::size_t count;  // of places when it began
    };
    void forget_places() {
        if (walks_ == 0 && places_.size() != count_) std::erase(places_, nullptr);
    }

    std::vector<Observer*> places_;  // null: who was there has gone
    std::size_t count_ = 0;          // of those who are there
    int walks_ = 0;
};

}  // namespace minipy
