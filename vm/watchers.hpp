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
#include <type_traits>
#include <utility>
#include <vector>

#include "runtime/object/result.hpp"

namespace minipy {

template <class Observer>
class Watchers {
public:
    bool empty() const { return count_ == 0; }
    // Null: there is none, or several.
    Observer* only() const { return only_; }

    // Borrowed: it must be removed before it dies.
    void add(Observer* newcomer) {
        places_.push_back(newcomer);
        ++count_;
        note_only();
    }
    void remove(Observer* leaver) {
        auto place = std::ranges::find(places_, leaver);
        if (place == places_.end()) return;
        *place = nullptr;
        --count_;
        note_only();
        forget_places();
    }

    // Calls a member function of each: tell<&Observer::event>(arguments). If it can fail, the others are not told after
    // a failure. (One may leave while it is told, or others come; it is not looked for again.)
    template <auto event, class... Arguments>
    auto tell(Arguments... arguments) {
        return only_ != nullptr ? (only_->*event)(arguments...) : tell_all<event>(arguments...);
    }

private:
    template <auto event, class... Arguments>
    using Answer = decltype((std::declval<Observer&>().*event)(std::declval<Arguments>()...));
    template <auto event, class... Arguments>
    [[gnu::noinline]] Answer<event, Arguments...> tell_all(Arguments... arguments) {
        Walk walk(*this);
        for (std::size_t index = 0; index < walk.count; ++index) {
            Observer* each = places_[index];
            if (each == nullptr) continue;
            if constexpr (std::is_void_v<Answer<event, Arguments...>>) (each->*event)(arguments...);
            else TRY((each->*event)(arguments...));
        }
        return Answer<event, Arguments...>();
    }

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
    void note_only() {
        only_ = count_ == 1 ? *std::ranges::find_if(places_, [](Observer* each) { return each != nullptr; }) : nullptr;
    }
    void forget_places() {
        if (walks_ == 0 && places_.size() != count_) std::erase(places_, nullptr);
    }

    Observer* only_ = nullptr;       // null: there is none, or several
    std::vector<Observer*> places_;  // null: who was there has gone
    std::size_t count_ = 0;          // of those who are there
    int walks_ = 0;
};

}  // namespace minipy
