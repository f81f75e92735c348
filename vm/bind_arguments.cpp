// SPDX-License-Identifier: MIT
// Binding arguments. The frame's locals are filled in this order:
//
//   1  positional arguments to positional parameters; the surplus to *args
//   2  keyword arguments by name; unknown ones to **kwargs, or an error; then a surplus without *args is an error
//   3  defaults of positional parameters; what is still missing is an error that names it
//   4  keyword-only defaults
//
// CPython: Python/ceval.c.
#include "vm/bind_arguments.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "vm/machine.hpp"
#include "vm/quicken.hpp"

namespace minipy {

namespace {

Str* shown_name(const Function* function) { return function->qualname.borrow(); }

const char* plural(Size count) { return count == 1 ? "" : "s"; }

// Locals under construction. Everything stored here is owned by the frame.
class Binder {
public:
    Binder(Function* function, Code* code, Object** locals)
        : function_(function),
          code_(code),
          parts_(code_->parts),
          locals_(locals),
          named_(parts_.argument_count + parts_.keyword_only_count) {
        std::fill(locals_, locals_ + code_->localsplus_count, nullptr);
    }

    Result<void> bind(Object* const* arguments, Size positional, Tuple* names) {
        TRY(bind_positional(arguments, positional));
        if (names != nullptr) TRY(bind_keywords(arguments + positional, names));
        TRY(check_surplus(positional));
        TRY(bind_defaults(positional));
        return bind_keyword_only_defaults();
    }

private:
    bool has_varargs() const { return (parts_.flags & code_varargs) != 0; }
    bool has_varkeywords() const { return (parts_.flags & code_varkeywords) != 0; }
    void set(int index, Object* value) {
        incref(value);
        locals_[index] = value;
    }

    Result<void> bind_positional(Object* const* arguments, Size positional) {
        Size direct = std::min<Size>(positional, parts_.argument_count);
        for (Size index = 0; index < direct; ++index) set(int(index), arguments[index]);
        if (has_varargs()) {
            locals_[named_] = TRY(Tuple::copy({arguments + direct, std::size_t(positional - direct)})).release();
        }
        if (has_varkeywords()) locals_[named_ + has_varargs()] = Dict::create().release();
        return {};
    }

    // −1: no such parameter. Interned names are found by identity; any other comparison counts as a level of recursion.
    Result<int> find_parameter(Object* keyword) const {
        for (int index = parts_.positional_only_count; index < named_; ++index) {
            if (code_->local_name(index) == keyword) return index;
        }
        if (named_ == parts_.positional_only_count) return -1;
        RecursionGuard guard(" in comparison");
        if (guard.failed()) return Failure{};
        for (int index = parts_.positional_only_count; index < named_; ++index) {
            if (str_equal(code_->local_name(index), cast<Str>(keyword))) return index;
        }
        return -1;
    }

    Result<void> bind_keywords(Object* const* values, Tuple* names) {
        for (Size number = 0; number < names->length; ++number) {
            Object* keyword = (*names)[number];
            if (!is<Str>(keyword)) return raise(TypeError, "{}() keywords must be strings", shown_name(function_));
            int index = TRY(find_parameter(keyword));
            if (index < 0) {
                TRY(bind_unknown_keyword(keyword, values[number], names));
            } else if (locals_[index] != nullptr) {
                return raise(TypeError, "{}() got multiple values for argument '{}'", shown_name(function_),
                             cast<Str>(keyword));
            } else {
                set(index, values[number]);
            }
        }
        return {};
    }

    Result<void> bind_unknown_keyword(Object* keyword, Object* value, Tuple* names) {
        if (has_varkeywords()) return dict_set(cast<Dict>(locals_[named_ + has_varargs()]), keyword, value);
        ByteString positional_only;
        for (int index = 0; index < parts_.positional_only_count; ++index) {
            for (Object* given : *names) {
                if (!str_equal(code_->local_name(index), cast<Str>(given))) continue;
                positional_only += positional_only.empty() ? "" : ", ";
                positional_only += code_->local_name(index)->view();
            }
        }
        if (!positional_only.empty()) {
            return raise(TypeError, "{}() got some positional-only arguments passed as keyword arguments: '{}'",
                         shown_name(function_), positional_only.view());
        }
        return raise(TypeError, "{}() got an unexpected keyword argument '{}'", shown_name(function_),
                     cast<Str>(keyword));
    }

    // "f() takes from 1 to 2 positional arguments but 3 were given"
    Result<void> check_surplus(Size given) {
        if (given <= parts_.argument_count || has_varargs()) return {};
        Size keyword_only_given = 0;
        for (int index = parts_.argument_count; index < named_; ++index)
            keyword_only_given += locals_[index] != nullptr;
        Size defaults = function_->defaults ? function_->defaults.borrow()->length : 0;
        std::string takes = defaults > 0
                                ? format_text("from {} to {}", parts_.argument_count - defaults, parts_.argument_count)
                                : std::to_string(parts_.argument_count);
        bool takes_plural = defaults > 0 || parts_.argument_count != 1;
        std::string extra;
        if (keyword_only_given > 0) {
            extra = format_text(" positional argument{} (and {} keyword-only argument{})", plural(given),
                                keyword_only_given, plural(keyword_only_given));
        }
        return raise(TypeError, "{}() takes {} positional argument{} but {}{} {} given", shown_name(function_), takes,
                     takes_plural ? "s" : "", given, extra, given == 1 && keyword_only_given == 0 ? "was" : "were");
    }

    // Of the parameters [first, end) each has a value, or all without one are named: "'a'", "'a' and 'b'",
    // "'a', 'b', and 'c'".
    Result<void> check_complete(int first, int end, const char* kind) {
        Size missing = 0;
        for (int index = first; index < end; ++index) missing += locals_[index] == nullptr;
        if (missing == 0) return {};
        ByteString names;
        Size named = 0;
        for (int index = first; index < end; ++index) {
            if (locals_[index] != nullptr) continue;
            if (named > 0) names += missing == 2 ? " and " : named + 1 == missing ? ", and " : ", ";
            names += quoted(code_->local_name(index));
            ++named;
        }
        return raise(TypeError, "{}() missing {} required {} argument{}: {}", shown_name(function_), missing, kind,
                     plural(missing), names.view());
    }

    Result<void> bind_defaults(Size given) {
        if (given >= parts_.argument_count) return {};
        Tuple* defaults = function_->defaults.borrow();
        int first_default = parts_.argument_count - int(defaults == nullptr ? 0 : defaults->length);
        TRY(check_complete(int(given), first_default, "positional"));
        for (int index = std::max(int(given), std::max(first_default, 0)); index < parts_.argument_count; ++index) {
            if (locals_[index] == nullptr) set(index, (*defaults)[index - first_default]);
        }
        return {};
    }

    Result<void> bind_keyword_only_defaults() {
        bool complete = true;
        for (int index = parts_.argument_count; index < named_; ++index) {
            if (locals_[index] != nullptr) continue;
            Object* value = function_->keyword_defaults
                                ? dict_get_name(function_->keyword_defaults.borrow(), code_->local_name(index))
                                : nullptr;
            if (value != nullptr) set(index, value);
            else complete = false;
        }
        return complete ? Result<void>() : check_complete(parts_.argument_count, named_, "keyword-only");
    }

    Function* function_;
    Code* code_;
    const CodeParts& parts_;
    Object** locals_;
    int named_;  // parameters that have a name of their own: all but *args and **kwargs
};

void drop_locals(Object** locals, int count) {
    for (int index = 0; index < count; ++index) xdecref(std::exchange(locals[index], nullptr));
}

// The limit is reached: fifty levels more are there for handlers of the error.
bool enter_recursion_slow(ThreadState* thread) {
    if (thread->recursion_headroom > 0 && thread->recursion_remaining > -50) return true;
    ++thread->recursion_headroom;
    (void)raise(RecursionError, "maximum recursion depth exceeded");
    --thread->recursion_headroom;
    ++thread->recursion_remaining;
    return false;
}

MINIPY_INLINE bool enter_recursion(ThreadState* thread) {
    return --thread->recursion_remaining >= 0 || enter_recursion_slow(thread);
}

// A finished frame over bound locals at `memory`.
Frame* finish_frame(ThreadState* thread, Object** memory, Ref<Function> function, Code* code, Object* body_namespace,
                    int bound) {
    // The body of a module or class, called like a function, works in the globals.
    if (body_namespace == nullptr && (code->parts.flags & code_optimized) == 0)
        body_namespace = share(function->globals.get()).release();
    Frame* frame = initialize_frame(memory, function.release(), code, body_namespace, bound);
    frame->saved_stack_top = thread->stack_top;
    thread->stack_top = memory + code->frame_size;
    return frame;
}

// Binds arguments into locals at `memory`, above everything in use. Code that runs meanwhile (a finalizer) must not use
// this memory. False: an exception was raised, and the level of recursion given back.
bool bind_above_stack(ThreadState* thread, Object** memory, Function* function, Code* code,
                      const Arguments& arguments) {
    Object** saved_top = std::exchange(thread->stack_top, memory + code->frame_size);
    Tuple* names = arguments.has_keywords() ? arguments.names : nullptr;
    bool ok = Binder(function, code, memory).bind(arguments.values, arguments.positional, names).ok();
    if (!ok) {
        drop_locals(memory, code->localsplus_count);
        ++thread->recursion_remaining;
    }
    thread->stack_top = saved_top;
    return ok;
}

// A frame over arguments that were bound for `code`, which the function may have lost meanwhile.
MINIPY_INLINE Frame* begin_call(ThreadState* thread, Object** memory, Ref<Function> function, Ref<Code> code) {
    bool replaced = function->code.borrow() != code.get();
    Frame* frame = finish_frame(thread, memory, std::move(function), code.get(), nullptr, code->parameter_count());
    if (replaced) frame_object(frame)->code = std::move(code);
    return frame;
}

bool takes_exactly(const Function* function, Size count) {
    const CodeParts& parts = function->code.borrow()->parts;
    return (parts.flags & (code_varargs | code_varkeywords)) == 0 && parts.keyword_only_count == 0 &&
           parts.argument_count == count;
}

}  // namespace

Frame* push_call(ThreadState* thread, Frame* caller, Function* function, Object** arguments, Size count, Tuple* names,
                 Object** stack_pointer) {
    Ref<Function> callee = adopt(function);
    Code* code = function->code.borrow();
    Size keywords = names == nullptr ? 0 : names->length;
    auto drop_arguments = [&] {
        for (Object** slot = stack_pointer; slot-- > arguments;) decref(*slot);
    };
    // A generator's value stack is not part of the thread's: its callees start on top of the latter. So do callees
    // whose arguments have to be rearranged.
    bool exact = names == nullptr && takes_exactly(function, count);
    bool in_place = exact && caller->generator == nullptr;
    Object** memory = in_place ? arguments : thread->stack_top;
    if (memory + code->frame_size > thread->stack_end) {
        (void)raise(RecursionError, "maximum recursion depth exceeded");
        drop_arguments();
        return nullptr;
    }
    if (!ensure_executable(code) || !enter_recursion(thread)) {
        drop_arguments();
        return nullptr;
    }
    if (exact) {
        if (!in_place) std::copy(arguments, arguments + count, memory);
        return finish_frame(thread, memory, std::move(callee), code, nullptr, int(count));
    }
    Ref<Code> kept = share(code);  // comparing keywords may give the function another code object
    bool bound = bind_above_stack(thread, memory, function, code, {arguments, count - keywords, names});
    drop_arguments();
    return bound ? begin_call(thread, memory, std::move(callee), std::move(kept)) : nullptr;
}

Frame* push_call_from_native(ThreadState* thread, Function* function, const Arguments& arguments) {
    Code* code = function->code.borrow();
    Object** memory = reserve_stack(thread, code->frame_size);
    if (memory == nullptr || !ensure_executable(code) || !enter_recursion(thread)) return nullptr;
    Ref<Code> kept = share(code);
    if (!bind_above_stack(thread, memory, function, code, arguments)) return nullptr;
    return begin_call(thread, memory, share(function), std::move(kept));
}

Frame* push_body(ThreadState* thread, Function* function, Ref<Object> body_namespace) {
    Code* code = function->code.borrow();
    Object** memory = reserve_stack(thread, code->frame_size);
    if (memory == nullptr || !ensure_executable(code) || !enter_recursion(thread)) return nullptr;
    return finish_frame(thread, memory, share(function), code, body_namespace.release(), 0);
}

void pop_frame(ThreadState* thread, Frame* frame) {
    thread->stack_top = frame->saved_stack_top;
    ++thread->recursion_remaining;
}

}  // namespace minipy
