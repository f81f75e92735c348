// SPDX-License-Identifier: MIT
// The states of the native modules, found by the type of the state: module_state<StructState>().cache. A state is made
// when it is first asked for, which may be before its module is imported (codecs, signal handlers) or after the module
// object is gone (types outlive it); it is empty then. So there is one state for each module however often a program
// takes the module out of sys.modules and imports it again.
// CPython: PyModule_GetState(), PyState_FindModule(). Next: interpreter.cpp.
#pragma once

#include "runtime/modules/module.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

// Borrowed; made if it is not there yet.
ModuleState* find_module_state(const StateSpec& spec);

template <class State>
State& module_state() {
    auto* state = cast<ModuleState>(interpreter.module_states[std::size_t(State::module)].get());
    if (state == nullptr) [[unlikely]]
        state = find_module_state(state_spec<State>);
    return *static_cast<State*>(state->data);
}

}  // namespace minipy
