// SPDX-License-Identifier: MIT
// The report of an uncaught exception, as 3.11 prints it: chained exceptions first, groups as a tree, source lines with
// carets under the part of the line that failed. CPython: Python/pythonrun.c, Python/traceback.c, Lib/traceback.py.
//
// Carets: when the failed expression covers the whole line, none are shown. A binary operation marks its operator with
// ^ and the operands with ~; a subscript marks the brackets the same way.
#include <algorithm>
#include <cstdint>
#include <fstream>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "runtime/containers/list.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/exceptions/suggestions.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/format_text.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/utf8.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

constexpr int most_repeated_entries = 3;
constexpr Size most_group_items = 15;
constexpr int deepest_group = 10;

// ---------------------------------------------------------------- source lines and carets

// A report is made of parts; one that finds no room is left out. Nobody could be told.
bool has_room_for_part(std::size_t bytes) {
    constexpr std::size_t copies = 4;
    return bytes < SIZE_MAX / copies && heap::has_room(bytes * copies);
}
void append(std::string& report, std::string_view part) {
    bool grows = part.size() > report.capacity() - report.size();
    if (!grows || has_room_for_part(report.size() + part.size())) report += part;
}

std::string read_source_line(const std::string& filename, int wanted) {
    std::ifstream file(filename);
    for (int number = 1; number < wanted && file; ++number)
        file.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    std::string line;
    for (char byte; file.get(byte) && byte != '\n';) {
        if (line.size() == line.capacity() && !has_room_for_part(line.size() * 2)) return "";
        line += byte;
    }
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

std::size_t leading_space(std::string_view line) {
    std::size_t count = 0;
    while (count < line.size() && (line[count] == ' ' || line[count] == '\t' || line[count] == '\f')) ++count;
    return count;
}

int characters_in(std::string_view utf8) {
    return int(std::count_if(utf8.begin(), utf8.end(),
                             [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

// The part of an expression's text that an anchor marks with ^, in bytes; empty when the whole is marked.
struct Anchor {
    std::size_t start = 0, end = 0;
    char other = '^';  // marks the rest
};

bool opens(char character) { return character == '(' || character == '[' || character == '{'; }
bool closes(char character) { return character == ')' || character == ']' || character == '}'; }

// Finds the operator between two operands, or the subscript at the end, from the text of the expression. Works on the
// outermost level of brackets; strings are skipped.
class AnchorFinder {
public:
    explicit AnchorFinder(std::string_view text) : text_(text) {}

    Anchor find() {
        scan();
        if (operator_end_ > 0 && !has_lower_construct_) return {operator_start_, operator_end_, '~'};
        if (operator_end_ == 0 && subscript_end_ == text_.size() && subscript_start_ > 0)
            return {subscript_start_, subscript_end_, '~'};
        return {};
    }

private:
    void skip_string(std::size_t& index) {
        char quote = text_[index];
        bool triple = text_.substr(index, 3) == std::string(3, quote);
        std::size_t length = triple ? 3 : 1;
        index += length;
        while (index < text_.size() && text_.substr(index, length) != std::string(length, quote))
            index += text_[index] == '\\' ? 2 : 1;
        index += length;
    }

    // The binary operator that begins at `index`, the longest that fits; null: none there.
    const OperatorTexts* operator_at(std::size_t index, std::size_t& length) const {
        const OperatorTexts* found = nullptr;
        for (const OperatorTexts& candidate : binary_operators) {
            std::string_view symbol = candidate.symbol;
            if (symbol.size() <= length || !text_.substr(index).starts_with(symbol)) continue;
            found = &candidate;
            length = symbol.size();
        }
        return found;
    }

    // Of operators that bind alike the last is applied last; only powers go from right to left.
    static bool is_applied_after(const OperatorTexts& later, const OperatorTexts* earlier) {
        return earlier == nullptr || later.precedence < earlier->precedence ||
               (later.precedence == earlier->precedence && later.precedence != Precedence::power);
    }

    void scan() {
        int depth = 0;
        const OperatorTexts* loosest = nullptr;
        bool operand_before = false;  // else + and - are signs
        for (std::size_t index = 0; index < text_.size();) {
            char character = text_[index];
            if (character == '\'' || character == '"') {
                skip_string(index);
                operand_before = true;
                continue;
            }
            if (opens(character)) {
                if (depth == 0 && operand_before && character == '[') subscript_start_ = index;
                else if (depth == 0 && operand_before) subscript_start_ = 0;
                ++depth;
            } else if (closes(character)) {
                --depth;
                if (depth == 0) subscript_end_ = character == ']' ? index + 1 : 0;
                operand_before = true;
            } else if (depth == 0) {
                std::size_t length = 0;
                const OperatorTexts* here = operand_before ? operator_at(index, length) : nullptr;
                if (here != nullptr && is_applied_after(*here, loosest)) {
                    loosest = here;
                    operator_start_ = index;
                    operator_end_ = index + length;
                }
                if (length > 0) {
                    operand_before = false;
                    index += length;
                    continue;
                }
                if (character == '<' || character == '>' || character == '=' || character == '!' || character == ',' ||
                    character == ':') {
                    has_lower_construct_ = true;
                }
                if (character != ' ') operand_before = true;
            }
            if (depth > 0 && opens(character)) operand_before = false;
            ++index;
        }
        check_words();
    }

    // `a and b + c` is no binary operation.
    void check_words() {
        for (std::string_view word : {" and ", " or ", " if ", " in ", " is ", "not ", "lambda ", "await ", "yield "}) {
            std::size_t at = text_.find(word);
            if (at != std::string_view::npos) has_lower_construct_ = true;
        }
    }

    std::string_view text_;
    std::size_t operator_start_ = 0, operator_end_ = 0;
    std::size_t subscript_start_ = 0, subscript_end_ = 0;
    bool has_lower_construct_ = false;
};

// The line of carets for a location, without indentation of the report; empty when none is to be shown.
std::string caret_line(const std::string& line, std::size_t indent, const CodeLocation& at) {
    if (at.column < 0 || at.end_column < 0) return "";
    bool one_line = at.end_line == at.line;
    std::size_t start = std::min(std::size_t(at.column), line.size());
    std::size_t end = one_line ? std::min(std::size_t(at.end_column), line.size()) : line.size();
    while (!one_line && end > start && line[end - 1] == ' ') --end;
    if (end <= start || start < indent) return "";
    std::size_t content_end = line.find_last_not_of(" \t\f") + 1;
    Anchor anchor = one_line ? AnchorFinder(std::string_view(line).substr(start, end - start)).find() : Anchor{};
    bool whole_line = start == indent && end == content_end;
    if (whole_line && anchor.end == 0) return "";
    std::string carets(std::size_t(characters_in(std::string_view(line).substr(indent, start - indent))), ' ');
    if (anchor.end == 0)
        return carets + std::string(std::size_t(characters_in(std::string_view(line).substr(start, end - start))), '^');
    auto part = [&](std::size_t from, std::size_t to, char mark) {
        carets += std::string(std::size_t(characters_in(std::string_view(line).substr(start + from, to - from))), mark);
    };
    part(0, anchor.start, anchor.other);
    part(anchor.start, anchor.end, '^');
    part(anchor.end, end - start, anchor.other);
    return carets;
}

std::string format_entry(Traceback* entry) {
    Code* code = entry->frame->frame->code;
    std::string filename = report_text(code->parts.filename.get(), "<unknown>");
    std::string text = format_text("  File \"{}\", line {}, in {}\n", filename, entry->line,
                                   report_text(code->parts.name.get(), "<unknown>"));
    std::string line = read_source_line(filename, entry->line);
    std::size_t indent = leading_space(line);
    if (indent == line.size()) return text;
    std::size_t end = line.find_last_not_of(" \t\f") + 1;
    text += "    " + line.substr(indent, end - indent) + "\n";
    CodeLocation at = location_of(code, entry->last_instruction / 2);
    std::string carets = at.line == entry->line ? caret_line(line, indent, at) : "";
    if (!carets.empty()) text += "    " + carets + "\n";
    return text;
}

bool shows_the_same(Traceback* one, Traceback* other) {
    const auto& first = one->frame->frame->code->parts;
    const auto& second = other->frame->frame->code->parts;
    return one->line == other->line && str_equal(first.filename.get(), second.filename.get()) &&
           str_equal(first.name.get(), second.name.get());
}

std::string format_entries(Traceback* traceback) {
    std::string text;
    Ref<Traceback> previous;
    int repeated = 0;
    auto flush = [&] {
        if (repeated > most_repeated_entries) {
            int hidden = repeated - most_repeated_entries;
            text += format_text("  [Previous line repeated {} more time{}]\n", hidden, hidden == 1 ? "" : "s");
        }
    };
    for (Ref<Traceback> entry = share(traceback); entry; entry = entry->next.hold()) {
        if (!previous || !shows_the_same(previous.get(), entry.get())) {
            flush();
            previous = entry;
            repeated = 0;
        }
        if (++repeated <= most_repeated_entries) append(text, format_entry(entry.get()));
    }
    flush();
    return text;
}

// ---------------------------------------------------------------- the last lines

// Nobody is left to tell that memory has ended (or ended again, with a line before): each part of the report is tried.
std::string safe_str(Object* object) {
    heap::memory_error_raised();
    constexpr const char* otherwise = "<exception str() failed>";
    Result<Str> result = to_str(object);
    if (result.ok()) return report_text(result.take().get(), otherwise);
    clear_exception();
    return otherwise;
}

std::string qualified_type_name(Type* type) {
    heap::memory_error_raised();
    Maybe<Object> module = find_attribute(type, names::dunder_module);
    if (module.failed()) clear_exception();
    Ref<Object> module_name = module.take();
    auto* text = as<Str>(module_name.get());
    Str* name = type->qualname != nullptr ? type->qualname : type->name;
    std::string shown = report_text(name, "<unknown>");
    if (text == nullptr) return "<unknown>." + shown;
    if (text->equals("builtins") || text->equals("__main__")) return shown;
    return report_text(text, "<unknown>") + "." + shown;
}

// The source line and its carets, for an offset that counts from 1. CPython's printer takes offsets for bytes, though
// those in characters are what it is mostly given; and of a text of several lines it shows all from the one where the
// offset falls.
std::string error_line_with_carets(std::string_view text, Size offset, Size end_offset) {
    Size carets = end_offset > offset && end_offset > 0 ? end_offset - offset : 1;
    std::size_t indent = leading_space(text);
    text.remove_prefix(indent);
    Size length = Size(text.size()) - (text.ends_with('\n') ? 1 : 0);
    Size column = std::min(offset - 1 - Size(indent), length);
    for (std::size_t line_end = text.find('\n'); line_end != text.npos && Size(line_end) < column;
         line_end = text.find('\n')) {
        text.remove_prefix(line_end + 1);
        column -= Size(line_end) + 1;
    }
    std::string shown = "    " + std::string(text);
    if (!text.ends_with('\n')) shown += '\n';
    if (column < 0) return shown;
    return shown + "    " + std::string(std::size_t(column), ' ') + std::string(std::size_t(carets), '^') + "\n";
}

// Where a syntax error is, as its attributes say. They are asked for by name: a subclass may compute them, and what is
// no SyntaxError may have them.
struct SyntaxErrorPlace {
    Ref<Object> message, filename, text;
    Size line, offset, end_line, end_offset;
};

Result<Size> exact_size(Object* object) {
    if (!is<Int>(object)) return raise(TypeError, "an integer is required");
    return to_size(object, &OverflowError);
}

Result<Size> size_attribute(Object* error, const char* name, Size when_none) {
    Ref<Object> value = TRY(get_attribute(error, Str::interned_from(name).get()));
    return is_none(value.get()) ? Result<Size>(when_none) : exact_size(value.get());
}

// For the attributes that need not be there.
Result<Size> optional_size_attribute(Object* error, const char* name, Size otherwise) {
    Maybe<Object> found = find_attribute(error, Str::interned_from(name).get());
    if (found.failed()) clear_exception();
    Ref<Object> value = found.take();
    return !value || is_none(value.get()) ? Result<Size>(otherwise) : exact_size(value.get());
}

Result<void> read_place(Object* error, SyntaxErrorPlace& place) {
    place.message = TRY(get_attribute(error, Str::interned_from("msg").get()));
    place.filename = TRY(get_attribute(error, Str::interned_from("filename").get()));
    Ref<Object> line = TRY(get_attribute(error, Str::interned_from("lineno").get()));
    place.line = TRY(exact_size(line.get()));
    place.offset = TRY(size_attribute(error, "offset", -1));
    place.end_line = place.line;
    place.end_offset = -1;
    if (error->type == &SyntaxError) {  // the printer asks for the end of a SyntaxError proper only
        place.end_line = TRY(optional_size_attribute(error, "end_lineno", place.line));
        place.end_offset = TRY(optional_size_attribute(error, "end_offset", -1));
    }
    place.text = TRY(get_attribute(error, Str::interned_from("text").get()));
    return {};
}

// Any exception with this attribute is shown like a syntax error, if the attributes of one can be read.
bool has_place(Object* error, SyntaxErrorPlace& place) {
    heap::memory_error_raised();
    Maybe<Object> mark = find_attribute(error, Str::interned_from("print_file_and_line").get());
    bool readable = !mark.failed() && mark.found() && !read_place(error, place).failed();
    if (!readable) clear_exception();
    return readable;
}

//   File "x.py", line 1
//     x = = 1
//         ^
std::string format_place(const SyntaxErrorPlace& place) {
    std::string filename = is_none(place.filename.get()) ? "<string>" : safe_str(place.filename.get());
    std::string text = format_text("  File \"{}\", line {}\n", filename, place.line);
    auto* source = as<Str>(place.text.get());
    if (source == nullptr) return text;
    std::string line = source->to_string();
    Size end_offset = place.end_line > place.line ? Size(line.size()) : place.end_offset;
    return text + error_line_with_carets(line, std::max<Size>(place.offset, -1),
                                         std::min<Size>(end_offset, Size(line.size()) + 1));
}

std::string format_notes(Object* exception) {
    Maybe<Object> found = find_attribute(exception, names::dunder_notes);
    if (found.failed()) clear_exception();
    Ref<Object> notes = found.take();
    if (!notes || is_none(notes.get())) return "";
    auto* list = as<List>(notes.get());
    if (list == nullptr) return repr_for_display(notes.get()) + "\n";
    std::string text;
    for (Size index = 0; index < list->length; ++index) append(text, safe_str((*list)[index]) + "\n");
    return text;
}

// sys.tracebacklimit; where that says nothing, more than anybody reads.
Size traceback_limit() {
    constexpr Size usual = 1000;
    Object* set =
        interpreter.sys ? dict_get_name(interpreter.sys.get(), Str::interned_from("tracebacklimit").get()) : nullptr;
    auto* limit = as<Int>(set);
    if (limit == nullptr) return usual;
    return limit->is_small() ? limit->small : limit->is_negative() ? 0 : PTRDIFF_MAX;
}

// What sys.tracebacklimit leaves of it: the innermost entries, or nothing.
Ref<Traceback> shown_part(Ref<Traceback> traceback) {
    Size limit = traceback_limit(), length = 0;
    for (Ref<Traceback> entry = traceback; entry; entry = entry->next.hold()) ++length;
    if (limit <= 0) return nullptr;
    for (; traceback && length > limit; --length) traceback = traceback->next.hold();
    return traceback;
}

}  // namespace

std::string report_text(Str* text, const char* otherwise) {
    constexpr std::size_t longest_character = 4;
    if (!has_room_for_part(std::size_t(text->length) * longest_character)) return otherwise;
    return text->to_string();
}

std::string source_line(const std::string& filename, int line) {
    std::string text = read_source_line(filename, line);
    std::size_t indent = leading_space(text);
    return indent == text.size() ? "" : text.substr(indent, text.find_last_not_of(" \t\f") + 1 - indent);
}

std::string format_exception_only(Object* exception) {
    std::string text, message;
    SyntaxErrorPlace place;
    if (has_place(exception, place)) {
        text = format_place(place);
        // Without its source line the report is broken off, as CPython's is.
        if (!is_none(place.text.get()) && !is<Str>(place.text.get())) return text;
        if (!is_none(place.message.get())) message = safe_str(place.message.get());
    } else {
        message = safe_str(exception) + suggestion_for(exception);
    }
    append(text, qualified_type_name(exception->type));
    if (!message.empty()) append(text, ": " + message);
    append(text, "\n");
    append(text, format_notes(exception));
    return text;
}

std::string format_traceback(Traceback* traceback) {
    Ref<Traceback> part = shown_part(share(traceback));
    return part ? "Traceback (most recent call last):\n" + format_entries(part.get()) : "";
}

// ---------------------------------------------------------------- chains and groups

namespace {

class ExceptionPrinter {
public:
    std::string text;

    // `margin` is put in front of every line ("  | " inside groups).
    void print_chain(Object* exception, const std::string& margin) {
        std::vector<Link> chain = chain_of(exception);
        for (std::size_t index = chain.size(); index-- > 0;) {
            add(margin, chain[index].opening);
            print_one(chain[index].exception.get(), margin);
        }
    }

private:
    struct Link {
        Ref<Object> exception;
        const char* opening = "";  // what is said between the one before and this one
    };

    // From the exception to the one at the very beginning. A chain can be longer than any stack is deep; without memory
    // the earlier part of a long one is left out.
    std::vector<Link> chain_of(Object* exception) {
        constexpr std::size_t usual_length = 16;
        std::vector<Link> chain;
        chain.reserve(usual_length);
        for (Ref<Object> next = share(exception); next;) {
            if (chain.size() == chain.capacity() && reserve_more(chain, 1).failed()) {
                clear_exception();
                break;
            }
            seen_.insert(next.get());
            auto* error = cast<ExceptionObject>(next.get());
            chain.push_back({next});
            Ref<Object> cause = error->cause.hold(), context = error->context.hold();
            next.reset();
            if (cause && !seen_.contains(cause.get())) {
                chain.back().opening = "\nThe above exception was the direct cause of the following exception:\n\n";
                next = std::move(cause);
            } else if (!cause && context && !error->suppress_context && !seen_.contains(context.get())) {
                chain.back().opening = "\nDuring handling of the above exception, another exception occurred:\n\n";
                next = std::move(context);
            }
        }
        return chain;
    }

    void add(const std::string& margin, const std::string& lines) {
        std::size_t start = 0;
        while (start < lines.size()) {
            std::size_t end = lines.find('\n', start);
            std::string_view line = std::string_view(lines).substr(start, end - start);
            append(text, margin);
            append(text, line);
            append(text, "\n");
            if (end == std::string::npos) break;
            start = end + 1;
        }
    }

    void print_one(Object* exception, const std::string& margin) {
        auto* error = cast<ExceptionObject>(exception);
        if (!is_subtype(exception->type, &BaseExceptionGroup)) {
            add(margin, format_traceback(error->traceback.hold().get()));
            add(margin, format_exception_only(exception));
            return;
        }
        print_group(cast<ExceptionGroupObject>(exception), margin);
    }

    //   + Exception Group Traceback (most recent call last):
    //   |   File …
    //   | ExceptionGroup: message (2 sub-exceptions)
    //   +-+---------------- 1 ----------------
    //     | ValueError: 1
    //     +------------------------------------
    void print_group(ExceptionGroupObject* group, const std::string& margin) {
        std::string spaces(std::size_t(2 * (depth_ + 1)), ' ');
        bool outermost = depth_ == 0;
        std::string own_margin = outermost ? spaces + "| " : margin;
        if (depth_ >= deepest_group) {
            add(own_margin, format_text("... (max_group_depth is {})\n", deepest_group));
            return;
        }
        if (Ref<Traceback> part = shown_part(group->traceback.hold())) {
            std::string header = "Exception Group Traceback (most recent call last):\n";
            if (outermost) text += spaces + "+ " + header;
            else add(own_margin, header);
            add(own_margin, format_entries(part.get()));
        }
        add(own_margin, format_exception_only(group));
        ++depth_;
        print_items(group, spaces);
        --depth_;
    }

    void print_items(ExceptionGroupObject* group, const std::string& spaces) {
        Size count = group->exceptions->length;
        Size shown = std::min(count, most_group_items);
        std::string inner(std::size_t(2 * (depth_ + 1)), ' ');
        for (Size index = 0; index < shown; ++index) {
            std::string opening = index == 0 ? "+-" : "  ";
            text += spaces + opening + format_text("+---------------- {} ----------------\n", index + 1);
            closed_ = false;
            print_chain((*group->exceptions)[index], inner + "| ");
        }
        if (count > shown) {
            text += spaces + "  +---------------- ... ----------------\n";
            Size more = count - shown;
            text += inner + format_text("| and {} more exception{}\n", more, more == 1 ? "" : "s");
        }
        if (!closed_) text += inner + "+------------------------------------\n";
        closed_ = true;
    }

    std::set<Object*> seen_;
    int depth_ = 0;
    bool closed_ = false;
};

}  // namespace

std::string format_exception(Object* exception) {
    ExceptionPrinter printer;
    printer.print_chain(exception, "");
    return printer.text;
}

}  // namespace minipy
