// SPDX-License-Identifier: MIT
// Module _sre: makes patterns of the code that Lib/re/_compiler.py produces. CPython: Modules/_sre/sre.c.
#include "modules/text/sre/characters.hpp"
#include "modules/text/sre/pattern.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace sre {

namespace {

Result<Object> compile(Object* pattern, int flags, List* code, Size groups, Dict* groupindex, Tuple* indexgroup) {
    std::vector<Code> units;
    TRY(reserve_room(units, std::size_t(code->length)));
    for (Size index = 0; index < code->length; ++index) {
        Ref<Object> item = share((*code)[index]);
        if (!is<Int>(item.get())) return raise(TypeError, "an integer is required");
        auto* unit = cast<Int>(item.get());
        if (unit->is_negative()) return raise(OverflowError, "can't convert negative value to unsigned int");
        if (!unit->is_small() || unit->small > std::int64_t(max_repeat))
            return raise(OverflowError, "regular expression code size limit exceeded");
        units.push_back(Code(unit->small));
    }
    if (!is_none(pattern) && !is<Str>(pattern) && !supports_buffer(pattern)) {
        return raise(TypeError, "expected string or bytes-like object, got '{}'", type_name(pattern));
    }
    if (!is_valid(units, groups)) return raise(RuntimeError, "invalid SRE code");
    Ref<Object> object = TRY(allocate_instance(&Pattern::type_object));
    auto* self = cast<Pattern>(object.get());
    self->pattern = share(pattern);
    self->kind = is_none(pattern) ? TextKind::none : is<Str>(pattern) ? TextKind::str : TextKind::bytes;
    self->group_index = share(groupindex);
    self->index_group = share(indexgroup);
    self->code = new std::vector<Code>(std::move(units));
    self->groups = groups;
    self->flags = flags;
    return object;
}

CodePoint code_point(int character) { return CodePoint(character); }

Result<bool> ascii_iscased(int character) { return code_point(character) < 128 && std::isalpha(character) != 0; }
Result<bool> unicode_iscased(int character) {
    CodePoint lower = lower_unicode(code_point(character));
    return code_point(character) != lower || code_point(character) != upper_unicode(lower);
}
Result<Size> ascii_tolower(int character) { return Size(lower_ascii(code_point(character))); }
Result<Size> unicode_tolower(int character) { return Size(lower_unicode(code_point(character))); }
Result<Size> getcodesize() { return Size(sizeof(Code)); }

const Method sre_functions[] = {
    {"ascii_iscased(character, /)", bind<ascii_iscased>},
    {"unicode_iscased(character, /)", bind<unicode_iscased>},
    {"ascii_tolower(character, /)", bind<ascii_tolower>},
    {"unicode_tolower(character, /)", bind<unicode_tolower>},
    {"getcodesize()", bind<getcodesize>},
    {"compile(pattern, flags, code, groups, groupindex, indexgroup)", bind<compile>},
};

constexpr ModuleType types[] = {ModuleType::hidden(&Pattern::type_object), ModuleType::hidden(&Match::type_object),
                                ModuleType::hidden(&scanner_type)};
constexpr Constant constants[] = {
    {"MAGIC", magic}, {"CODESIZE", sizeof(Code)}, {"MAXREPEAT", max_repeat}, {"MAXGROUPS", INT32_MAX / 2}};

}  // namespace

}  // namespace sre

extern const ModuleSpec sre_module = {
    .name = "_sre",
    .functions = sre::functions,
    .types = sre::types,
    .constants = sre::constants,
};

}  // namespace minipy
