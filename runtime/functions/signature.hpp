// SPDX-License-Identifier: MIT
// Signature: a native function's parameters, parsed from their Python text, and the binding of arguments to them.
//
//   "sort(self, /, *, key=None, reverse=False)"
//
// Defaults are literals: None, True, False, numbers, strings, (), or <absent>, which binds a null pointer.
// The TypeErrors are worded as CPython's argument parsers word them, which depends on the kinds of parameters.
// CPython: Python/getargs.c, Objects/descrobject.c, Argument Clinic. Next: signature.cpp.
#pragma once

#include <string>
#include <vector>

#include "runtime/kernel/type_spec.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

enum class ParameterKind : std::uint8_t {
    positional_only,
    positional_or_keyword,
    var_positional,
    keyword_only,
    var_keyword
};

struct Parameter {
    Ref<Str> name;  // interned
    ParameterKind kind;
    bool required = false;
    Ref<Object> default_value;  // null when required or <absent>
};

class NativeMethod;

class Signature {
public:
    // `text` as above; `skip_self`: the first parameter is an instance that is passed apart (its checks are the
    // caller's).
    explicit Signature(const char* text);

    const std::string& name() const { return name_; }
    const std::vector<Parameter>& parameters() const { return parameters_; }
    Size count() const { return Size(parameters_.size()); }
    // Only positional parameters, no *args: a call without keywords whose count fits needs no further binding.
    bool is_simple() const { return simple_; }
    Size required_positional() const { return required_positional_; }
    Size most_positional() const { return most_positional_; }

    // Fills `bound`, an array of count() pointers, from the arguments; what had to be made (*args, **kwargs) is kept
    // alive by `owned`. `method` is whose signature it is; messages ask for its name.
    Result<void> bind(const Arguments& arguments, Object** bound, std::vector<Ref<Object>>& owned,
                      const NativeMethod& method) const;

    // "($self, object, /)", as __text_signature__ shows it.
    std::string text_signature() const;

private:
    void parse_parameters(const char* text);
    Failure wrong_count(Size given, const NativeMethod& method) const;
    Failure missing(const Parameter& parameter, Size position, const NativeMethod& method) const;

    std::string name_;
    std::string text_;
    std::vector<Parameter> parameters_;
    Size required_positional_ = 0, most_positional_ = 0;
    bool simple_ = true, has_var_positional_ = false, has_var_keyword_ = false, takes_keywords_ = false;
};

}  // namespace minipy
