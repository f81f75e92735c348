// SPDX-License-Identifier: MIT
// The module builtins: functions, types, exceptions, constants. Iterators like map and zip are in
// builtins_iterators.cpp. CPython: Python/bltinmodule.c.
#include "modules/code/ast/ast_module.hpp"
#include "modules/code/compile_text.hpp"
#include "modules/data/memoryview.hpp"
#include "modules/import/importer.hpp"
#include "modules/io/text_wrapper.hpp"
#include "modules/language/builtins_iterators.hpp"
#include "modules/native.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/iterators.hpp"
#include "runtime/containers/range.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/functions/class_method.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/functions/property.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/evaluate.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/text/str_builder.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/types/super.hpp"
#include "runtime/types/type.hpp"
#include "vm/audit_hooks.hpp"
#include "vm/build_class.hpp"
#include "vm/vm.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- simple wrappers of protocols

Result<Object> builtin_abs(Object* x) { return absolute(x); }
Result<bool> builtin_callable(Object* object) { return is_callable(object); }
Result<Hash> builtin_hash(Object* object) { return hash(object); }
Result<Object> builtin_id(Object* object) {
    Ref<Object> number = Int::from_unsigned(reinterpret_cast<std::uintptr_t>(object));
    TRY(audit("builtins.id", {number.get()}));
    return number;
}
Result<Size> builtin_len(Object* object) { return length(object); }
Result<Str> builtin_repr(Object* object) { return repr(object); }
Result<Str> builtin_ascii(Object* object) { return ascii(object); }
Result<bool> builtin_isinstance(Object* object, Object* class_or_tuple) { return is_instance(object, class_or_tuple); }
Result<bool> builtin_issubclass(Object* derived, Object* class_or_tuple) {
    return is_subclass(derived, class_or_tuple);
}
Result<Object> builtin_divmod(Object* x, Object* y) { return divide_modulo(x, y); }
Result<Object> builtin_pow(Object* base, Object* exponent, Object* modulus) { return power(base, exponent, modulus); }

Result<Str> builtin_format(Object* value, Object* specification) {
    return format(value, TRY(expect<Str>(specification, "format() argument 2")));
}

// ---------------------------------------------------------------- numbers as text

Result<Object> number_in_base(Object* number, int base, const char* prefix) {
    Ref<Int> index = TRY(to_index(number));
    ByteString digits = TRY(int_to_text(index.get(), base)), text;
    bool negative = digits[0] == '-';
    text.append(negative ? "-" : "").append(prefix).append(digits.view().substr(negative ? 1 : 0));
    return Str::from_ascii(text);
}
Result<Object> builtin_bin(Object* number) { return number_in_base(number, 2, "0b"); }
Result<Object> builtin_oct(Object* number) { return number_in_base(number, 8, "0o"); }
Result<Object> builtin_hex(Object* number) { return number_in_base(number, 16, "0x"); }

Result<Object> builtin_chr(Object* code) {
    Ref<Int> index = TRY(to_index(code));
    if (!index->is_small() || index->small > INT32_MAX || index->small < INT32_MIN)
        return raise(OverflowError, "Python int too large to convert to C int");
    if (index->small < 0 || index->small > std::int64_t(largest_code_point))
        return raise(ValueError, "chr() arg not in range(0x110000)");
    return Str::from_code_point(CodePoint(index->small));
}

Result<Object> builtin_ord(Object* character) {
    Size length = -1;
    if (auto* text = as<Str>(character)) {
        if (text->length == 1) return Int::from(std::int64_t((*text)[0]));
        length = text->length;
    } else if (auto* bytes = as<Bytes>(character)) {
        if (bytes->length == 1) return Int::from(static_cast<unsigned char>(bytes->data()[0]));
        length = bytes->length;
    } else if (auto* array = as<ByteArray>(character)) {
        if (array->length == 1) return Int::from(static_cast<unsigned char>(array->data()[0]));
        length = array->length;
    } else {
        return raise(TypeError, "ord() expected string of length 1, but {} found", type_name(character));
    }
    return raise(TypeError, "ord() expected a character, but string of length {} found", length);
}

Result<Object> builtin_round(Object* number, Object* digits) {
    Ref<Object> method = TRY(lookup_special(number, names::dunder_round));
    if (!method) return raise(TypeError, "type {} doesn't define __round__ method", type_name(number));
    if (digits == nullptr || is_none(digits)) return call(method.get());
    return call(method.get(), {digits});
}

// ---------------------------------------------------------------- iteration

Result<bool> builtin_all(Object* iterable) {
    Ref<Object> iterator = TRY(get_iterator(iterable));
    while (Ref<Object> item = TRY(next_item(iterator.get()))) {
        if (!TRY(is_true(item.get()))) return false;
    }
    return true;
}

Result<bool> builtin_any(Object* iterable) {
    Ref<Object> iterator = TRY(get_iterator(iterable));
    while (Ref<Object> item = TRY(next_item(iterator.get()))) {
        if (TRY(is_true(item.get()))) return true;
    }
    return false;
}

Result<Object> builtin_sum(Object* iterable, Object* start) {
    Ref<Object> iterator = TRY(get_iterator(iterable));
    if (is<Str>(start)) return raise(TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
    if (is<Bytes>(start)) return raise(TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
    if (is<ByteArray>(start)) return raise(TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
    Ref<Object> total = share(start);
    while (Ref<Object> item = TRY(next_item(iterator.get()))) {
        if (is_exact<Int>(total.get()) && is_exact<Int>(item.get())) {
            total = int_add(cast<Int>(total.get()), cast<Int>(item.get()));
        } else {
            total = TRY(add(total.get(), item.get()));
        }
    }
    return total;
}

// min(iterable, *[, key, default]) and min(a, b, *args[, key]).
Result<Object> extreme(const char* name, Comparison wanted, const Arguments& arguments) {
    Object* key = nullptr;
    Object* default_value = nullptr;
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        auto* keyword = cast<Str>((*arguments.names)[index]);
        Object* value = arguments[arguments.positional + index];
        if (keyword->equals("key")) key = is_none(value) ? nullptr : value;
        else if (keyword->equals("default")) default_value = value;
        else return raise(TypeError, "'{}' is an invalid keyword argument for {}()", keyword, name);
    }
    if (arguments.positional == 0) return raise(TypeError, "{} expected at least 1 argument, got 0", name);
    bool several = arguments.positional > 1;
    if (several && default_value != nullptr) {
        return raise(TypeError, "Cannot specify a default for {}() with multiple positional arguments", name);
    }
    Ref<Object> items = several ? Ref<Object>(TRY(positional_tuple(arguments))) : share(arguments[0]);
    Ref<Object> iterator = TRY(get_iterator(items.get()));
    Ref<Object> best, best_key;
    while (Ref<Object> item = TRY(next_item(iterator.get()))) {
        Ref<Object> item_key = key == nullptr ? item : TRY(call(key, {item.get()}));
        if (best && !TRY(compare_bool(item_key.get(), best_key.get(), wanted))) continue;
        best = std::move(item);
        best_key = std::move(item_key);
    }
    if (best) return best;
    if (default_value != nullptr) return share(default_value);
    return raise(ValueError, "{}() arg is an empty sequence", name);
}
Result<Object> builtin_min(Object*, const Arguments& arguments) { return extreme("min", Comparison::less, arguments); }
Result<Object> builtin_max(Object*, const Arguments& arguments) {
    return extreme("max", Comparison::greater, arguments);
}

// Everything but the iterable is list.sort's business, and so are the messages.
Result<Object> builtin_sorted(Object*, const Arguments& arguments) {
    TRY(check_positional("sorted", arguments, 1, 1));
    Ref<List> list = TRY(List::from_iterable(arguments[0]));
    bool unbound = false;
    Ref<Object> sort = TRY(load_method(list.get(), Str::interned_from("sort").get(), unbound));
    TRY(call_with_self(sort.get(), list.get(), arguments.skip(1)));
    return list;
}

Result<Object> builtin_iter(Object* object, Object* sentinel) {
    if (sentinel == nullptr) return get_iterator(object);
    if (!TRY(is_callable(object))) return raise(TypeError, "iter(v, w): v must be callable");
    return make_callable_iterator(object, sentinel);
}

Result<Object> builtin_next(Object* iterator, Object* default_value) {
    NextSlot slot = iterator->type->slots.next;
    if (slot == nullptr) return raise(TypeError, "'{}' object is not an iterator", type_name(iterator));
    Maybe<Object> item = call_slot(slot, iterator);
    if (item.found()) return item.take();
    if (item.failed()) {
        if (default_value == nullptr || !catch_exception(StopIteration)) return Failure{};
    }
    if (default_value != nullptr) return share(default_value);
    return raise_bare(StopIteration);
}

Result<Object> builtin_aiter(Object* iterable) {
    if (iterable->type->slots.async_iter == nullptr)
        return raise(TypeError, "'{}' object is not an async iterable", type_name(iterable));
    Ref<Object> iterator = TRY(call_slot(iterable->type->slots.async_iter, iterable));
    if (iterator->type->slots.async_next == nullptr) {
        return raise(TypeError, "aiter() returned not an async iterator of type '{}'", type_name(iterator.get()));
    }
    return iterator;
}

Result<Object> builtin_anext(Object* iterator, Object* default_value) {
    if (iterator->type->slots.async_next == nullptr)
        return raise(TypeError, "'{}' object is not an async iterator", type_name(iterator));
    Ref<Object> awaitable = TRY(call_slot(iterator->type->slots.async_next, iterator));
    if (default_value == nullptr) return awaitable;
    return make_anext_with_default(awaitable.get(), default_value);
}

// ---------------------------------------------------------------- attributes and namespaces

Result<Str*> attribute_name(Object* name) {
    if (auto* text = as<Str>(name)) return text;
    return raise(TypeError, "attribute name must be string, not '{}'", type_name(name));
}

Result<Object> builtin_getattr(Object* object, Object* name, Object* default_value) {
    Str* text = TRY(attribute_name(name));
    if (default_value == nullptr) return get_attribute(object, text);
    Ref<Object> found = TRY(find_attribute(object, text));
    return found ? found : share(default_value);
}
Result<bool> builtin_hasattr(Object* object, Object* name) {
    return static_cast<bool>(TRY(find_attribute(object, TRY(attribute_name(name)))));
}
Result<void> builtin_setattr(Object* object, Object* name, Object* value) {
    return set_attribute(object, TRY(attribute_name(name)), value);
}
Result<void> builtin_delattr(Object* object, Object* name) {
    return delete_attribute(object, TRY(attribute_name(name)));
}

Result<Frame*> running_frame(const char* function) {
    if (current_thread->frame == nullptr) return raise(SystemError, "{}(): no current frame", function);
    return current_thread->frame;
}

Result<Object> builtin_globals() { return share<Object>(TRY(running_frame("globals"))->globals); }
Result<Object> builtin_locals() { return frame_locals(TRY(running_frame("locals"))); }

Result<Object> builtin_vars(Object* object) {
    if (object == nullptr) return builtin_locals();
    Ref<Object> dict = TRY(find_attribute(object, names::dunder_dict));
    if (!dict) return raise(TypeError, "vars() argument must have __dict__ attribute");
    return dict;
}

Result<Object> builtin_dir(Object* object) {
    Ref<Object> names_found;
    if (object == nullptr) {
        Ref<Object> locals = TRY(builtin_locals());
        names_found = TRY(call_method(locals.get(), names::keys));
    } else {
        names_found = TRY(call_special(object, names::dunder_dir));
        if (!names_found) return raise(TypeError, "object does not provide __dir__");
    }
    Ref<List> list = TRY(List::from_iterable(names_found.get()));
    TRY(list_sort(list.get()));
    return list;
}

// ---------------------------------------------------------------- input and output

Result<Object> standard_stream(Str* name) {
    Object* stream = dict_get_name(interpreter.sys.get(), name);
    if (stream == nullptr) return raise(RuntimeError, "lost sys.{}", name);
    return share(stream);
}

Result<void> write_text(Object* file, Object* text) {
    if (is_exact<io::TextIOWrapper>(file) && is<Str>(text)) {
        return io::text_write(cast<io::TextIOWrapper>(file), cast<Str>(text));
    }
    TRY(call_method(file, names::write, {text}));
    return {};
}

Result<Object> separator_text(Object* separator, const char* which, const char* otherwise) {
    if (is_none(separator)) return Str::from(otherwise);
    if (!is<Str>(separator))
        return raise(TypeError, "{} must be None or a string, not {}", which, type_name(separator));
    return share(separator);
}

Result<void> builtin_print(Object* values, Object* sep, Object* end, Object* file, bool flush) {
    Ref<Object> stream = is_none(file) ? TRY(standard_stream(names::stdout_)) : share(file);
    if (is_none(stream.get())) return {};
    Ref<Object> separator = TRY(separator_text(sep, "sep", " "));
    Ref<Object> ending = TRY(separator_text(end, "end", "\n"));
    auto* tuple = cast<Tuple>(values);
    for (Size index = 0; index < tuple->length; ++index) {
        if (index > 0) TRY(write_text(stream.get(), separator.get()));
        TRY(write_text(stream.get(), TRY(to_str((*tuple)[index])).get()));
    }
    TRY(write_text(stream.get(), ending.get()));
    if (flush) TRY(call_method(stream.get(), names::flush));
    return {};
}

Result<Object> stream_for_input(Str* name) {
    Object* stream = dict_get_name(interpreter.sys.get(), name);
    if (stream == nullptr || is_none(stream)) return raise(RuntimeError, "input(): lost sys.{}", name);
    return share(stream);
}

Result<Object> builtin_input(Object* prompt) {
    Ref<Object> input = TRY(stream_for_input(names::stdin_)), output = TRY(stream_for_input(names::stdout_));
    TRY(audit("builtins.input", {prompt}));
    if (!is_none(prompt)) TRY(write_text(output.get(), TRY(to_str(prompt)).get()));
    TRY(call_method(output.get(), names::flush));
    Ref<Object> line = TRY(call_method(input.get(), names::readline));
    auto* text = as<Str>(line.get());
    if (text == nullptr) return raise(TypeError, "object.readline() returned non-string");
    if (text->length == 0) return raise(EOFError, "EOF when reading a line");
    bool newline = (*text)[text->length - 1] == '\n';
    Ref<Object> answer = TRY(str_substring(text, 0, text->length - newline));
    TRY(audit("builtins.input/result", {answer.get()}));
    return answer;
}

Result<Object> builtin_breakpoint(Object*, const Arguments& arguments) {
    Ref<Object> hook = share(dict_get_name(interpreter.sys.get(), Str::interned_from("breakpointhook").get()));
    if (!hook) return raise(RuntimeError, "lost sys.breakpointhook");
    TRY(audit("builtins.breakpoint", {hook.get()}));
    return call(hook.get(), arguments);
}

// ---------------------------------------------------------------- code

struct SourceText {
    std::string text;
    lexer::Origin origin;
};

Result<SourceText> source_text(Object* source, const char* function, const char* what) {
    if (auto* string = as<Str>(source))
        return SourceText{string_of(TRY(encode_utf8(string, "strict"))->view()), lexer::Origin::text};
    if (!supports_buffer(source)) return raise(TypeError, "{}() arg 1 must be a {}", function, what);
    Buffer buffer;
    TRY(buffer.acquire(source));
    return SourceText{string_of(buffer.text()), lexer::Origin::bytes};
}

// Audit hooks see the bytes that are compiled.
Result<void> audit_compiling(const SourceText& source, Object* filename) {
    if (!is_audited()) return {};
    return audit("compile", {TRY(Bytes::copy(source.text)).get(), filename});
}

int inherited_flags() {
    Frame* frame = current_thread->frame;
    return frame == nullptr ? 0 : frame->code->parts.flags & code_future_mask;
}

Result<CompileMode> compile_mode(Object* mode, int flags) {
    auto* name = cast<Str>(mode);
    if (name->equals("exec")) return CompileMode::exec;
    if (name->equals("eval")) return CompileMode::eval;
    if (name->equals("single")) return CompileMode::single;
    if ((flags & compile_only_ast) != 0)
        return raise(ValueError, "compile() mode must be 'exec', 'eval', 'single' or 'func_type'");
    return raise_message(ValueError, name->equals("func_type")
                                         ? "compile() mode 'func_type' requires flag PyCF_ONLY_AST"
                                         : "compile() mode must be 'exec', 'eval' or 'single'");
}

Result<Object> builtin_compile(Object* source, Object* filename, Object* mode, int flags, int dont_inherit,
                               int optimize, Object*) {
    constexpr int obsolete = 0x10;  // CO_NESTED
    constexpr int known_flags = code_future_mask | obsolete | compile_dont_imply_dedent | compile_only_ast |
                                compile_type_comments | compile_top_level_await | compile_allow_incomplete;
    Ref<Object> path = TRY(file_name_object(filename));
    Ref<Str> name = is<Str>(path.get()) ? ref_cast<Str>(path)
                                        : TRY(decode_utf8(cast<Bytes>(path.get())->view(), "surrogateescape"));
    if (!is<Str>(mode))
        return raise(TypeError, "compile() argument 'mode' must be str, not {}",
                     is_none(mode) ? "None" : type_name(mode));
    if ((flags & ~known_flags) != 0) return raise(ValueError, "compile(): unrecognised flags");
    if (optimize < -1 || optimize > 2) return raise(ValueError, "compile(): invalid optimize value");
    CompileMode wanted = TRY(compile_mode(mode, flags));
    if (is_subtype(source->type, &ast_type)) {
        if ((flags & compile_only_ast) != 0) return share(source);
        return raise(NotImplementedError, "compile() of a syntax tree: minipy compiles source text only so far");
    }
    SourceText text = TRY(source_text(source, "compile", "string, bytes or AST object"));
    TRY(audit_compiling(text, name.get()));
    if ((flags & compile_only_ast) != 0)
        return syntax_tree_of_text(text.text, name.get(), wanted, {.flags = flags, .origin = text.origin});
    int all_flags = flags | (dont_inherit != 0 ? 0 : inherited_flags());
    return compile_text(text.text, name.get(), wanted,
                        {.flags = all_flags, .optimize = optimize, .origin = text.origin});
}

// Globals and locals of eval() and exec(), by default the caller's.
struct Namespaces {
    Ref<Dict> globals;
    Ref<Object> locals;
};

Result<void> check_namespaces(bool of_eval, Object* globals, Object* locals) {
    bool bad_globals = !is_none(globals) && !is<Dict>(globals);
    bool bad_locals = !is_none(locals) && locals->type->slots.get_item == nullptr;
    if (of_eval) {
        if (bad_locals) return raise(TypeError, "locals must be a mapping");
        if (!bad_globals) return {};
        return raise_message(TypeError, globals->type->slots.get_item != nullptr
                                            ? "globals must be a real dict; try eval(code, {}, mapping)"
                                            : "globals must be a dict");
    }
    if (bad_globals) return raise(TypeError, "exec() globals must be a dict, not {}", type_name(globals));
    if (bad_locals) return raise(TypeError, "locals must be a mapping or None, not {}", type_name(locals));
    return {};
}

Result<Namespaces> choose_namespaces(const char* function, Object* globals, Object* locals) {
    TRY(check_namespaces(std::string_view(function) == "eval", globals, locals));
    if (!is_none(globals)) {
        Ref<Dict> dict = share(cast<Dict>(globals));
        return Namespaces{dict, is_none(locals) ? Ref<Object>(dict) : share(locals)};
    }
    Frame* frame = TRY(running_frame(function));
    return Namespaces{share(frame->globals), is_none(locals) ? TRY(frame_locals(frame)) : share(locals)};
}

Result<Object> run_source(const char* function, Object* source, CompileMode mode, const Namespaces& where) {
    Ref<Code> code;
    if (is<Code>(source)) {
        code = share(cast<Code>(source));
        if (code->free_count > 0)
            return raise(TypeError, "code object passed to {}() may not contain free variables", function);
    } else {
        SourceText text = TRY(source_text(source, function, "string, bytes or code object"));
        if (mode == CompileMode::eval) text.text.erase(0, text.text.find_first_not_of(" \t"));
        Ref<Str> filename = Str::interned_from("<string>");
        TRY(audit_compiling(text, filename.get()));
        code = TRY(compile_text(text.text, filename.get(), mode, {.flags = inherited_flags(), .origin = text.origin}));
    }
    TRY(audit("exec", {code.get()}));
    return run_code(code.get(), where.globals.get(), where.locals.get());
}

Result<Object> builtin_eval(Object* source, Object* globals, Object* locals) {
    return run_source("eval", source, CompileMode::eval, TRY(choose_namespaces("eval", globals, locals)));
}

Result<Object> exec_with_closure(Code* code, Tuple* closure, const Namespaces& where) {
    bool cells = std::all_of(closure->begin(), closure->end(), [](const Object* item) { return is_exact<Cell>(item); });
    if (closure->length != code->free_count || !cells) {
        return raise(TypeError, "code object requires a closure of exactly length {}", code->free_count);
    }
    Ref<Function> function = TRY(make_function(share(code), where.globals));
    function->closure = share(closure);
    return run_body(function.get(), where.locals);
}

Result<void> builtin_exec(Object* source, Object* globals, Object* locals, Object* closure) {
    Namespaces where = TRY(choose_namespaces("exec", globals, locals));
    if (!is_none(closure)) {
        if (!is<Code>(source)) return raise(TypeError, "closure can only be used when source is a code object");
        auto* code = cast<Code>(source);
        if (code->free_count == 0) return raise(TypeError, "cannot use a closure with this code object");
        if (!is<Tuple>(closure))
            return raise(TypeError, "code object requires a closure of exactly length {}", code->free_count);
        TRY(audit("exec", {code}));
        TRY(exec_with_closure(code, cast<Tuple>(closure), where));
        return {};
    }
    if (auto* code = as<Code>(source); code != nullptr && code->free_count > 0)
        return raise(TypeError, "code object requires a closure of exactly length {}", code->free_count);
    TRY(run_source("exec", source, CompileMode::exec, where));
    return {};
}

Result<Object> builtin_import(Object* name, Object* globals, Object* locals, Object* from_list, Size level) {
    return dunder_import(name, globals, locals, from_list, level);
}

Result<Object> builtin_build_class(Object*, const Arguments& arguments) { return build_class(arguments); }

// ---------------------------------------------------------------- the module

const Method builtins_functions[] = {
    {"__build_class__(*args, **kwargs)", bind<builtin_build_class>,
     "Runs a class body and calls the metaclass with what it has bound; stands behind the `class` statement."},
    {"__import__(name, globals=None, locals=None, fromlist=(), level=0)", bind<builtin_import>,
     "Finds, loads and gives a module; stands behind `import`, which may be changed by replacing it."},
    {"abs(x, /)", bind<builtin_abs>,
     "Gives the distance from zero: a number without its sign, or the length of a complex one."},
    {"aiter(async_iterable, /)", bind<builtin_aiter>, "Starts an asynchronous walk: calls __aiter__."},
    {"all(iterable, /)", bind<builtin_all>, "Tells whether no item is false; stops at the first that is."},
    {"anext(aiterator, default=<absent>, /)", bind<builtin_anext>,
     "Gives an awaitable for the next item; with a default in place of StopAsyncIteration."},
    {"any(iterable, /)", bind<builtin_any>, "Tells whether some item is true; stops at the first that is."},
    {"ascii(obj, /)", bind<builtin_ascii>, "Writes as repr() does, with escapes for all that is not ASCII."},
    {"bin(number, /)", bind<builtin_bin>, "Writes an int in binary, after the prefix 0b."},
    {"breakpoint(*args, **kws)", bind<builtin_breakpoint>,
     "Stops in the debugger; sys.breakpointhook() decides which."},
    {"callable(obj, /)", bind<builtin_callable>,
     "Tells whether the type of obj has a __call__; the call may fail all the same."},
    {"chr(i, /)", bind<builtin_chr>, "Gives the character of that number, the inverse of ord()."},
    {"compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
     bind<builtin_compile>, "Turns source text or a tree into a code object; mode is 'exec', 'eval' or 'single'."},
    {"delattr(obj, name, /)", bind<builtin_delattr>, "Does `del obj.name` for a name known only at run time."},
    {"dir(object=<absent>, /)", bind<builtin_dir>,
     "Lists names in order: those in scope, or the attributes of an object that it likes to show."},
    {"divmod(x, y, /)", bind<builtin_divmod>,
     "Divides once and gives quotient and remainder; the remainder has the sign of y."},
    {"eval(source, globals=None, locals=None, /)", bind<builtin_eval>,
     "Computes an expression, given as text or code, in the namespaces given or in those of the caller."},
    {"exec(source, globals=None, locals=None, /, *, closure=None)", bind<builtin_exec>,
     "Runs statements, given as text or code, in the namespaces given or in those of the caller."},
    {"format(value, format_spec='', /)", bind<builtin_format>,
     "Asks value for its text by the given spec; stands behind the f-string's colon."},
    {"getattr(object, name, default=<absent>, /)", bind<builtin_getattr>,
     "Reads `object.name` for a name known only at run time; a default takes the place of AttributeError."},
    {"globals()", bind<builtin_globals>, "Gives the namespace of the module that calls: the real one, changes count."},
    {"hasattr(obj, name, /)", bind<builtin_hasattr>,
     "Tells whether reading the attribute works; it is read, so properties run."},
    {"hash(obj, /)", bind<builtin_hash>,
     "Condenses obj to an int by which dicts and sets find it; equal objects must have equal ones."},
    {"hex(number, /)", bind<builtin_hex>, "Writes an int in hexadecimal, after the prefix 0x."},
    {"id(obj, /)", bind<builtin_id>, "Gives a number that no other living object has: its address."},
    {"input(prompt=None, /)", bind<builtin_input>,
     "Writes the prompt, waits for a line and gives it without its end; EOFError if there is none."},
    {"isinstance(obj, class_or_tuple, /)", bind<builtin_isinstance>,
     "Tells whether obj is of that class, or one of several, or a class derived from it."},
    {"issubclass(cls, class_or_tuple, /)", bind<builtin_issubclass>,
     "Tells whether cls is that class, or one of several, or derived from it."},
    {"iter(object, sentinel=<absent>, /)", bind<builtin_iter>,
     "Starts a walk over an object; with a sentinel it calls the object for each item until that comes out."},
    {"len(obj, /)", bind<builtin_len>, "Counts the items: asks __len__, so it costs what that costs, mostly nothing."},
    {"locals()", bind<builtin_locals>,
     "Gives the names of the running scope; in a function it is a copy, changes do not count."},
    {"max(*args, **kwargs)", bind<builtin_max>,
     "Finds the largest of the items or arguments, the first of several; key says by what to compare."},
    {"min(*args, **kwargs)", bind<builtin_min>,
     "Finds the smallest of the items or arguments, the first of several; key says by what to compare."},
    {"next(iterator, default=<absent>, /)", bind<builtin_next>,
     "Takes a step in a walk and gives the item; behind the last one default, or StopIteration."},
    {"oct(number, /)", bind<builtin_oct>, "Writes an int in octal, after the prefix 0o."},
    {"ord(c, /)", bind<builtin_ord>, "Gives the number of the character in Unicode, the inverse of chr()."},
    {"pow(base, exp, mod=None)", bind<builtin_pow>,
     "Raises base to the power of exp; with mod it keeps only the remainder at each step, which is fast."},
    {"print(*args, sep=' ', end='\\n', file=None, flush=False)", bind<builtin_print>,
     "Writes the str() of each argument to a file, with sep between and end behind."},
    {"repr(obj, /)", bind<builtin_repr>,
     "Writes an object out for a programmer, if possible as code that would make it."},
    {"round(number, ndigits=None)", bind<builtin_round>,
     "Rounds to ndigits decimals, or to an int; of two equally near it takes the even one."},
    {"setattr(obj, name, value, /)", bind<builtin_setattr>,
     "Does `obj.name = value` for a name known only at run time."},
    {"sorted(iterable, /, *, key=None, reverse=False)", bind<builtin_sorted>,
     "Makes a list of the items in order by <; equal ones stay as they came, and key says by what to compare."},
    {"sum(iterable, /, start=0)", bind<builtin_sum>,
     "Adds the items to start from left to right; for text ''.join() is the way."},
    {"vars(object=<absent>, /)", bind<builtin_vars>, "Gives the __dict__ of an object, or locals()."},
};

constexpr ModuleType builtins_types[] = {
    &object_type,
    &Type::type_object,
    &Bool::type_object,
    &Int::type_object,
    &Float::type_object,
    &Complex::type_object,
    &Str::type_object,
    &Bytes::type_object,
    &ByteArray::type_object,
    &MemoryView::type_object,
    ModuleType::hidden(&MemoryIterator::type_object),
    &Tuple::type_object,
    &List::type_object,
    &Dict::type_object,
    &Set::type_object,
    &FrozenSet::type_object,
    &Range::type_object,
    &Slice::type_object,
    &Property::type_object,
    &StaticMethod::type_object,
    &ClassMethod::type_object,
    &Super::type_object,
    &Reversed::type_object,
#define EXCEPTION_NAME(Name) &Name,
#include "runtime/kernel/exception_types.def"
    {&OSError, "EnvironmentError"},
    {&OSError, "IOError"},
};
constexpr const ModuleSpec* parts[] = {&builtins_iterators_part};

Result<void> builtins_execute(Module* module) {
    module->set("None", &None);
    module->set("True", &True);
    module->set("False", &False);
    module->set("NotImplemented", &NotImplemented);
    module->set("Ellipsis", &Ellipsis);
    module->set("__debug__", to_bool(interpreter.optimize == 0));
    return {};
}

}  // namespace

extern const ModuleSpec builtins_module = {
    .name = "builtins",
    .doc = "The names that are known everywhere: looked for when neither a function nor its module has one.",
    .functions = builtins_functions,
    .types = builtins_types,
    .parts = parts,
    .exec = builtins_execute,
};

}  // namespace minipy
