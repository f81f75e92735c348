// SPDX-License-Identifier: MIT
// Running functions and bodies from C++. CPython: Python/ceval.c (PyEval_EvalCode, _PyEval_Vector).
#include "vm/vm.hpp"

#include <set>
#include <string>

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/evaluate.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/memory/audit.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/bind_arguments.hpp"
#include "vm/gil.hpp"
#include "vm/jump_to_line.hpp"
#include "vm/loop.hpp"

namespace minipy {

namespace {

Result<Object> run_pushed(ThreadState* thread, Frame* frame) {
    if (frame == nullptr) return Failure{};
    frame->previous = thread->frame;
    frame->is_entry = true;
    thread->frame = frame;
    return run_frame(thread, frame);
}

Result<Object> call_function(Function* function, const Arguments& arguments) {
    ThreadState* thread = current_thread;
    return run_pushed(thread, push_call_from_native(thread, function, arguments));
}

heap::audit::SourceLine running_source_line() {
    if (current_thread == nullptr || current_thread->frame == nullptr) return {};
    Frame* frame = current_thread->frame;
    // The UTF-8 form of a name may have to be made, which allocates: that block stays without a label.
    static bool naming = false;
    if (naming) return {};
    naming = true;
    std::string_view name = frame->code->parts.filename->view();
    naming = false;
    // Labels outlive code objects: file names are kept for the life of the process, outside the heap that is judged.
    static auto* files = new std::set<std::string, std::less<>>;
    auto position = files->find(name);
    if (position == files->end()) position = files->emplace(name).first;
    return {position->c_str(), frame->line()};
}

}  // namespace

void initialize_vm() {
    evaluator = {.run = run_frame, .call_function = call_function, .jump_to_line = jump_to_line};
    initialize_gil();
    heap::audit::current_source_line = running_source_line;
    heap::on_exhausted = [] {
        update_labels();
        update_gate();
    };
}

Result<Object> run_body(Function* function, Ref<Object> body_namespace) {
    ThreadState* thread = current_thread;
    return run_pushed(thread, push_body(thread, function, std::move(body_namespace)));
}

Result<Object> run_code(Code* code, Dict* globals, Object* locals) {
    if (code->free_count > 0) return raise(TypeError, "code object passed to exec() may not contain free variables");
    if (dict_get_name(globals, names::dunder_builtins) == nullptr) {
        dict_set_name(globals, names::dunder_builtins, interpreter.builtins.get());
    }
    Ref<Function> function = TRY(make_function(share(code), share(globals)));
    if (gate_is_closed()) return raise_gate_closed();  // what it took to get here has used the reserve
    return run_body(function.get(), share<Object>(locals != nullptr ? locals : globals));
}

}  // namespace minipy
