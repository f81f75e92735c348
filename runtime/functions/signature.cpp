// SPDX-License-Identifier: MIT
// Parsing native signatures and binding arguments to them; signature.hpp has the idea.
#include "runtime/functions/signature.hpp"

#include <charconv>
#include <cstring>

#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

Ref<Object> parse_default(std::string_view text) {
    if (text == "<absent>") return nullptr;
    if (text == "None") return none();
    if (text == "True") return to_bool(true);
    if (text == "False") return to_bool(false);
    if (text == "()") return Tuple::empty();
    if (text == "sys.maxsize") return Int::from(PTRDIFF_MAX);
    if (text.starts_with("b'")) return Bytes::copy(text.substr(2, text.size() - 3)).take();
    if (text == "'\\n'") return Str::from("\n");
    if (text.front() == '\'' || text.front() == '"') return Str::from(text.substr(1, text.size() - 2));
    if (text.find_first_of(".e") != std::string_view::npos) {
        double value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return Float::from(value);
    }
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return Int::from(value);
}

const char* plural(Size count) { return count == 1 ? "" : "s"; }

// The end of one parameter's text: the next comma outside quotes and parentheses.
std::size_t parameter_end(std::string_view text) {
    char quote = 0;
    int depth = 0;
    for (std::size_t index = 0; index < text.size(); ++index) {
        char character = text[index];
        if (quote != 0) {
            if (character == quote) quote = 0;
        } else if (character == '\'' || character == '"') {
            quote = character;
        } else if (character == '(') {
            ++depth;
        } else if (character == ')') {
            --depth;
        } else if (character == ',' && depth == 0) {
            return index;
        }
    }
    return text.size();
}

}  // namespace

Signature::Signature(const char* text) : text_(text) {
    const char* open = std::strchr(text, '(');
    name_.assign(text, std::size_t(open - text));
    parse_parameters(open + 1);
    for (const Parameter& parameter : parameters_) {
        switch (parameter.kind) {
            case ParameterKind::positional_only:
            case ParameterKind::positional_or_keyword:
                ++most_positional_;
                if (parameter.required) required_positional_ = most_positional_;
                takes_keywords_ |= parameter.kind == ParameterKind::positional_or_keyword;
                break;
            case ParameterKind::var_positional: has_var_positional_ = true; break;
            case ParameterKind::keyword_only: takes_keywords_ = true; break;
            case ParameterKind::var_keyword: has_var_keyword_ = true; break;
        }
    }
    simple_ = most_positional_ == count();
}

void Signature::parse_parameters(const char* text) {
    std::string_view rest(text, std::strlen(text) - 1);  // without the closing parenthesis
    bool keyword_only = false;
    while (!(rest = trimmed(rest)).empty()) {
        std::size_t end = parameter_end(rest);
        std::string_view item = trimmed(rest.substr(0, end));
        rest.remove_prefix(end < rest.size() ? end + 1 : end);
        if (item == "/") {
            for (Parameter& parameter : parameters_) parameter.kind = ParameterKind::positional_only;
        } else if (item == "*") {
            keyword_only = true;
        } else if (item.starts_with("**")) {
            parameters_.push_back({.name = intern(Str::from(item.substr(2))), .kind = ParameterKind::var_keyword});
        } else if (item.starts_with("*")) {
            parameters_.push_back({.name = intern(Str::from(item.substr(1))), .kind = ParameterKind::var_positional});
            keyword_only = true;
        } else {
            std::size_t equals = item.find('=');
            bool required = equals == std::string_view::npos;
            Ref<Object> default_value = required ? nullptr : parse_default(trimmed(item.substr(equals + 1)));
            Ref<Str> name = intern(Str::from(trimmed(item.substr(0, equals))));
            ParameterKind kind = keyword_only ? ParameterKind::keyword_only : ParameterKind::positional_or_keyword;
            parameters_.push_back({std::move(name), kind, required, std::move(default_value)});
        }
    }
}

// ---------------------------------------------------------------- binding

Failure Signature::wrong_count(Size given, const NativeMethod& method) const {
    Size self = method.has_self() ? 1 : 0;
    Str* unqualified = method.name();
    Size shown = given - self, most = most_positional_ - self, least = required_positional_ - self;
    if (count() == self) return raise(TypeError, "{}() takes no arguments ({} given)", method.shown_name(), shown);
    if (takes_keywords_) {
        if (shown > most && most == 0) return raise(TypeError, "{}() takes no positional arguments", unqualified);
        const char* bound = least == most ? "exactly" : shown > most ? "at most" : "at least";
        Size limit = shown > most ? most : least;
        return raise(TypeError, "{}() takes {} {} positional argument{} ({} given)", unqualified, bound, limit,
                     plural(limit), shown);
    }
    if (least == 1 && most == 1)
        return raise(TypeError, "{}() takes exactly one argument ({} given)", method.shown_name(), shown);
    if (least == most)
        return raise(TypeError, "{} expected {} argument{}, got {}", unqualified, least, plural(least), shown);
    bool too_few = shown < least;
    Size limit = too_few ? least : most;
    return raise(TypeError, "{} expected at {} {} argument{}, got {}", unqualified, too_few ? "least" : "most", limit,
                 plural(limit), shown);
}

Failure Signature::missing(const Parameter& parameter, Size position, const NativeMethod& method) const {
    return raise(TypeError, "{}() missing required argument '{}' (pos {})", method.name(), parameter.name.get(),
                 position);
}

Result<void> Signature::bind(const Arguments& arguments, Object** bound, std::vector<Ref<Object>>& owned,
                             const NativeMethod& method) const {
    Size given = arguments.positional;
    Size keywords = arguments.keyword_count();
    if (keywords > 0 && !takes_keywords_ && !has_var_keyword_) {
        return raise(TypeError, "{}() takes no keyword arguments", method.shown_name());
    }
    if (takes_keywords_ && !has_var_positional_ && !has_var_keyword_ && given + keywords > count()) {
        Size self = method.has_self() ? 1 : 0, limit = count() - self;
        return raise(TypeError, "{}() takes at most {} {}argument{} ({} given)", method.name(), limit,
                     given == self ? "keyword " : "", plural(limit), given + keywords - self);
    }
    if (given > most_positional_ && !has_var_positional_) return wrong_count(given, method);
    if (given < required_positional_ && !takes_keywords_) return wrong_count(given, method);

    for (Size index = 0; index < count(); ++index) bound[index] = nullptr;
    Size direct = given < most_positional_ ? given : most_positional_;
    for (Size index = 0; index < direct; ++index) bound[index] = arguments[index];

    Ref<Dict> extra_keywords = has_var_keyword_ ? Dict::create() : nullptr;
    for (Size index = 0; index < keywords; ++index) {
        auto* keyword = cast<Str>((*arguments.names)[index]);
        Object* value = arguments[given + index];
        Size target = -1;
        for (Size candidate = 0; candidate < count(); ++candidate) {
            ParameterKind kind = parameters_[std::size_t(candidate)].kind;
            bool by_name = kind == ParameterKind::positional_or_keyword || kind == ParameterKind::keyword_only;
            if (by_name && str_equal(parameters_[std::size_t(candidate)].name.get(), keyword)) target = candidate;
        }
        if (target >= 0 && bound[target] != nullptr) {
            return raise(TypeError, "argument for {}() given by name ('{}') and position ({})", method.name(), keyword,
                         target + (method.has_self() ? 0 : 1));
        }
        if (target >= 0) {
            bound[target] = value;
        } else if (extra_keywords) {
            TRY(dict_set(extra_keywords.get(), keyword, value));
        } else {
            return raise(TypeError, "'{}' is an invalid keyword argument for {}()", keyword, method.name());
        }
    }
    for (Size index = 0; index < count(); ++index) {
        const Parameter& parameter = parameters_[std::size_t(index)];
        if (parameter.kind == ParameterKind::var_positional) {
            Size rest = given > most_positional_ ? given - most_positional_ : 0;
            owned.push_back(TRY(Tuple::copy({arguments.values + (given - rest), std::size_t(rest)})));
            bound[index] = owned.back().get();
        } else if (parameter.kind == ParameterKind::var_keyword) {
            bound[index] = extra_keywords.get();
            owned.push_back(extra_keywords);
        } else if (bound[index] == nullptr) {
            if (parameter.required) {
                if (parameter.kind == ParameterKind::positional_only) return wrong_count(given, method);
                return missing(parameter, index + (method.has_self() ? 0 : 1), method);
            }
            bound[index] = parameter.default_value.get();
        }
    }
    return {};
}

std::string Signature::text_signature() const {
    std::string text = text_.substr(name_.size());
    if (text.find("<absent>") != std::string::npos) return "";
    if (text.starts_with("(self")) text.insert(1, "$");
    if (text.starts_with("(type")) text.insert(1, "$");
    if (text.starts_with("(module")) text.insert(1, "$");
    return text;
}

}  // namespace minipy
