// SPDX-License-Identifier: MIT
// Matching events, and finding out what somebody may have meant whose pattern matched none.
#include "trace/pattern.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/text/spelling.hpp"

namespace minipy::trace {

namespace {

constexpr std::size_t most_named = 8;    // names of what there was
constexpr std::size_t most_types = 200;  // that are remembered for that

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool is_instruction(const Event& event) { return event.kind == EventKind::op || event.kind == EventKind::done; }

std::optional<std::uint64_t> number_in(std::string_view text) {
    std::uint64_t number = 0;
    auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// Where the first of several patterns ends: at a comma that is not in brackets.
std::size_t end_of_first(std::string_view text) {
    bool in_brackets = false;
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] == '[') in_brackets = true;
        else if (text[index] == ']') in_brackets = false;
        else if (text[index] == ',' && !in_brackets) return index;
    }
    return text.size();
}

}  // namespace

Pattern::Pattern(std::string_view option, const std::string& text) : option_(option) {
    std::size_t equals = text.find('=');
    key_ = text.substr(0, equals);
    text_ = equals == std::string::npos ? "*" : text.substr(equals + 1);
    alternatives_ = parse(text_);
}

std::vector<Pattern::Alternative> Pattern::parse(std::string_view text) {
    std::vector<Alternative> result;
    while (!text.empty()) {
        std::string_view one = text.substr(0, end_of_first(text));
        text.remove_prefix(std::min(one.size() + 1, text.size()));
        std::size_t dash = std::min(one.find('-'), one.size());
        auto first = number_in(one.substr(0, dash)), last = number_in(one.substr(std::min(dash + 1, one.size())));
        result.push_back({std::string(one), first && last, first.value_or(0), last.value_or(0)});
    }
    return result;
}

bool Pattern::matches_text(std::string_view text) const {
    int flags = key_ == "op" ? FNM_CASEFOLD : 0;
    return std::ranges::any_of(alternatives_, [&](const Alternative& one) {
        return fnmatch(one.glob.c_str(), std::string(text).c_str(), flags) == 0;
    });
}

bool Pattern::matches_number(std::uint64_t number) const {
    bool in_range = std::ranges::any_of(alternatives_, [&](const Alternative& one) {
        return one.is_range && one.first <= number && number <= one.last;
    });
    return in_range || matches_text(std::to_string(number));
}

bool Pattern::matches_code(const CodeTable& code) const {
    if (key_ == "func") return matches_text(code.name) || matches_text(code.qualified_name);
    return matches_text(code.file) || matches_text(base_name(code.file));
}

bool Pattern::matches_instruction(const Event& event) const {
    const OpcodeInfo* info = opcode_info(event.instruction.opcode);
    return info != nullptr && matches_text(info->name);
}

// An object that the event is about, by its number: "#12", "12".
bool Pattern::matches_objects(const Subject& subject) const {
    return std::ranges::any_of(subject.values, [&](const Value& value) {
        Identity identity = identity_of(value);
        std::string text = identity == nobody ? "" : identity_text(identity);
        return identity != nobody && (matches_text(text) || matches_text(std::string_view(text).substr(1)));
    });
}

// A category of the event, or the type of an object whose memory it is about, or which it binds to a name.
bool Pattern::matches_type(const Subject& subject) {
    for (unsigned bit = 1; bit != 0 && bit <= subject.event.categories; bit <<= 1) {
        if ((subject.event.categories & bit) != 0 && matches_text(category_name(Category(bit)))) return true;
    }
    bool matching = false, binds = (subject.event.categories & locals) != 0;
    for (const Value& value : subject.values) {
        bool is_bound = binds && (is_container(value.kind) || is_instance(value.kind));
        if (value.kind != ValueKind::identity && !is_bound) continue;
        std::string_view type = subject.batch.type_of(value);
        matching = matching || matches_text(type);
        if (!matched_ && types_.size() < most_types && std::ranges::find(types_, type) == types_.end())
            types_.emplace_back(type);
    }
    return matching;
}

bool Pattern::matches_event(const Subject& subject, const CodeTable& code) {
    const Event& event = subject.event;
    if (key_ == "n") return matches_number(event.number);
    if (key_ == "line") return event.line >= 0 && matches_number(std::uint64_t(event.line));
    if (key_ == "depth") return matches_number(std::uint64_t(event.depth));
    if (key_ == "thread") {
        std::string number = std::to_string(event.thread);
        return matches_text(number) || matches_text("T" + number);
    }
    if (key_ == "op") return is_instruction(event) && matches_instruction(event);
    if (key_ == "name") return event.unit != no_unit && matches_text(code.units[std::size_t(event.unit)].variable);
    return key_ == "object" ? matches_objects(subject) : matches_type(subject);
}

bool Pattern::ask(const Subject& subject, const CodeTables& codes) {
    const Event& event = subject.event;
    if (!looks_at_code()) return matches_event(subject, codes[event.code]);
    if (known_codes_.size() <= event.code) known_codes_.resize(event.code + 1, -1);
    signed char& known = known_codes_[event.code];
    if (known < 0) known = static_cast<signed char>(matches_code(codes[event.code]));
    return known != 0;
}

bool Pattern::matches(const Subject& subject, const CodeTables& codes) {
    bool matching = ask(subject, codes);
    asked_ = true;
    matched_ = matched_ || matching;
    return matching;
}

// ---------------------------------------------------------------- what there was

// Each once, in the order in which the program has them.
std::vector<std::string> Pattern::candidates(const CodeTables& codes) const {
    std::vector<std::string> found;
    auto add = [&](std::string_view name) {
        if (!name.empty() && std::ranges::find(found, name) == found.end()) found.emplace_back(name);
    };
    for (const std::string& type : types_) add(type);
    for (std::uint32_t id = 0; id < codes.size(); ++id) {
        const CodeTable& code = codes[id];
        if (key_ == "func") add(code.name), add(code.qualified_name);
        if (key_ == "file") add(base_name(code.file));
        for (const InstructionText& unit : code.units) {
            if (key_ == "name") add(unit.variable);
            if (key_ == "op") add(unit.name);
        }
    }
    return found;
}

const OpcodeInfo* Pattern::instruction_meant() const {
    const OpcodeInfo* meant = nullptr;
    for (int number = 0; number < 256; ++number) {
        const OpcodeInfo* info = opcode_info(std::uint8_t(number));
        if (info == nullptr || !matches_text(info->name)) continue;
        if (meant != nullptr) return nullptr;
        meant = info;
    }
    return meant;
}

std::string Pattern::what_there_was(const CodeTables& codes, unsigned categories) const {
    if (key_ == "op" && (categories & (op | locals)) == 0)
        return ": there are no instructions in this trace; add them with --trace=+op";
    const OpcodeInfo* instruction = key_ == "op" ? instruction_meant() : nullptr;
    if (instruction != nullptr) return fmt::format(": no {} has run ({})", instruction->name, instruction->sentence);
    if (key_ == "line") {
        int last = 0;
        for (std::uint32_t id = 0; id < codes.size(); ++id) {
            if (codes[id].is_library) continue;
            for (int line : codes[id].lines) last = std::max(last, line);
        }
        return fmt::format(": the last line with code is {}", last);
    }
    if (key_ == "object") return ": --heap lists the objects with their numbers";
    std::vector<std::string> names = candidates(codes);
    ClosestName near(text_);
    for (const std::string& name : names) near.offer(name);
    if (!near.best().empty() || names.empty()) return near.question();
    std::size_t count = std::min(names.size(), most_named);
    return fmt::format(": there are {}{}", fmt::join(names.begin(), names.begin() + std::ptrdiff_t(count), ", "),
                       count < names.size() ? ", …" : "");
}

std::string Pattern::complaint(const CodeTables& codes, unsigned categories) const {
    return fmt::format("{} {}={} matched nothing{}", option_, key_, text_, what_there_was(codes, categories));
}

}  // namespace minipy::trace
