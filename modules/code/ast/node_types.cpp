// SPDX-License-Identifier: MIT
// The class AST, and below it a class for each node and each enum member. CPython: Python/Python-ast.c.
#include <map>
#include <string>
#include <vector>

#include "modules/code/ast/ast_module.hpp"
#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- AST

struct AstNode : Object {
    Replaceable<Dict> dict;
    static constexpr auto references = field_list<&AstNode::dict>;
};

Result<Object> node_new(Type* type, const Arguments&) { return allocate_instance(type); }

// The names of the fields: a program's subclass may list anything.
Result<Tuple> fields_of(Object* self) {
    Ref<Object> fields = TRY(find_attribute(self->type, Str::interned_from("_fields").get()));
    if (!fields) return Tuple::empty();
    Ref<Tuple> names = TRY(Tuple::from_iterable(fields.get()));
    for (Object* name : *names) {
        if (!is<Str>(name)) return raise(TypeError, "attribute name must be string, not '{}'", type_name(name));
    }
    return names;
}

// Positional arguments fill the fields in order, keywords set any attribute.
Result<void> node_init(Object* self, const Arguments& arguments) {
    Ref<Tuple> fields = TRY(fields_of(self));
    if (arguments.positional > fields->length) {
        return raise(TypeError, "{} constructor takes at most {} positional argument{}", type_name(self),
                     fields->length, fields->length == 1 ? "" : "s");
    }
    for (Size index = 0; index < arguments.positional; ++index) {
        TRY(set_attribute(self, cast<Str>((*fields)[index]), arguments[index]));
    }
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        auto* name = cast<Str>((*arguments.names)[index]);
        for (Size given = 0; given < arguments.positional; ++given) {
            if (str_equal(cast<Str>((*fields)[given]), name)) {
                return raise(TypeError, "{} got multiple values for argument '{}'", type_name(self), name);
            }
        }
        TRY(set_attribute(self, name, arguments[arguments.positional + index]));
    }
    return {};
}

Result<Object> node_reduce(AstNode* self) {
    Ref<Tuple> none_given = Tuple::empty();
    Ref<Dict> dict = self->dict.hold();
    if (!dict) return Tuple::of({self->type, none_given.get()});
    return Tuple::of({self->type, none_given.get(), dict.get()});
}

const Method node_methods[] = {{"__reduce__(self, /)", bind<node_reduce>}};
const Getter node_getters[] = {{"__dict__", generic_get_dict, generic_set_dict}};

const TypeSpec ast_spec = {
    .name = "ast.AST",
    .size = sizeof(AstNode),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .dict_offset = offsetof(AstNode, dict),
    .slots = {.deallocate = destroy<AstNode>,
              .traverse = traverse_references<AstNode>,
              .clear = clear_references<AstNode>,
              .new_ = node_new,
              .init = node_init},
    .methods = node_methods,
    .getters = node_getters,
};

// ---------------------------------------------------------------- the classes

struct AstState {
    static constexpr auto module = NativeModule::ast_module;
    std::map<std::string, Ref<Type>> by_name;
    std::vector<Type*> by_kind;
    std::map<std::string, std::vector<Ref<Object>>> enums;

    template <class Visit>
    void each_reference(Visit visit) {
        for (auto& [name, type] : by_name) visit(type);
        for (auto& [name, instances] : enums) {
            for (Ref<Object>& instance : instances) visit(instance);
        }
    }
    void clear() {
        AstState last;
        std::swap(*this, last);
    }
};
AstState& types() { return module_state<AstState>(); }

bool is_optional(const ast::FieldInfo& field) {
    return field.cardinality == ast::Cardinality::optional ||
           field.name == "level";  // parsed trees always have a level
}

// "expr* args", as CPython's grammar of the tree has it.
std::string field_text(const ast::FieldInfo& field) {
    static const std::map<std::string_view, const char*> written = {{"StmtNode*", "stmt"},
                                                                    {"ExprNode*", "expr"},
                                                                    {"PatternNode*", "pattern"},
                                                                    {"HandlerNode*", "excepthandler"},
                                                                    {"Object*", "constant"},
                                                                    {"Str*", "identifier"},
                                                                    {"int", "int"},
                                                                    {"Arguments*", "arguments"},
                                                                    {"Arg*", "arg"},
                                                                    {"Keyword*", "keyword"},
                                                                    {"Alias*", "alias"},
                                                                    {"WithItem*", "withitem"},
                                                                    {"MatchCase*", "match_case"},
                                                                    {"Comprehension*", "comprehension"},
                                                                    {"TypeIgnore*", "type_ignore"},
                                                                    {"ExceptHandler*", "excepthandler"},
                                                                    {"ExprContext", "expr_context"},
                                                                    {"BoolOperator", "boolop"},
                                                                    {"Operator", "operator"},
                                                                    {"UnaryOperator", "unaryop"},
                                                                    {"CompareOperator", "cmpop"}};
    bool text = field.name == "type_comment" || field.name == "tag" || (field.name == "kind" && field.type == "Str*");
    auto found = written.find(field.type);
    std::string shown = text ? "string" : found == written.end() ? std::string(field.type) : found->second;
    if (field.cardinality == ast::Cardinality::many) shown += '*';
    if (is_optional(field)) shown += '?';
    return shown + " " + std::string(field.name);
}

std::string node_doc(std::string_view name, std::span<const ast::FieldInfo> fields) {
    std::string doc(name);
    for (std::size_t index = 0; index < fields.size(); ++index)
        doc += (index == 0 ? "(" : ", ") + field_text(fields[index]);
    return fields.empty() ? doc : doc + ")";
}

Result<Type*> make_class(std::string_view name, Type* base, std::span<const ast::FieldInfo> fields,
                         const std::string& doc) {
    Ref<Tuple> field_names = TRY(Tuple::create(Size(fields.size())));
    Ref<Dict> dict = Dict::create();
    for (std::size_t index = 0; index < fields.size(); ++index) {
        Ref<Str> field = Str::interned_from(fields[index].name);
        field_names->initialize(Size(index), field);
        // What is optional may be left out when a node is made by hand.
        if (is_optional(fields[index])) dict_set_name(dict.get(), field.get(), &None);
    }
    Ref<Tuple> shown_fields = field_names->track();
    dict_set_name(dict.get(), Str::interned_from("_fields").get(), shown_fields.get());
    dict_set_name(dict.get(), names::dunder_match_args, shown_fields.get());
    dict_set_name(dict.get(), names::dunder_module, Str::interned_from("ast").get());
    dict_set_name(dict.get(), names::dunder_doc, Str::from(doc).get());
    Ref<Str> class_name = Str::interned_from(name);
    Ref<Tuple> bases = Tuple::of({base});
    Ref<Type> type = ref_cast<Type>(TRY(call(&Type::type_object, {class_name.get(), bases.get(), dict.get()})));
    types().by_name[std::string(name)] = type;
    return type.get();
}

enum class EndOfPlace : std::uint8_t { required, optional };

Result<void> give_places(Type* type, EndOfPlace end) {
    Ref<Tuple> attributes = TRY(Tuple::create(4));
    Size index = 0;
    for (const char* name : {"lineno", "col_offset", "end_lineno", "end_col_offset"}) {
        Ref<Str> attribute = Str::interned_from(name);
        if (index >= 2 && end == EndOfPlace::optional) TRY(set_attribute(type, attribute.get(), &None));
        attributes->initialize(index++, attribute);
    }
    return set_attribute(type, Str::interned_from("_attributes").get(), attributes->track().get());
}

// The class above all nodes of a family; the doc lists them.
Result<void> make_family(const char* name, ast::Family family) {
    std::string doc;
    for (int kind = 0; kind <= int(ast::NodeKind::TypeIgnore); ++kind) {
        const ast::NodeInfo& info = ast::node_info(static_cast<ast::NodeKind>(kind));
        if (info.family != family) continue;
        doc += (doc.empty() ? std::string(name) + " = "
                            : "\n" + std::string(std::string_view(name).size() + 1, ' ') + "| ") +
               node_doc(info.name, info.fields);
    }
    Type* type = TRY(make_class(name, &ast_type, {}, doc));
    if (family == ast::Family::mod) return {};
    return give_places(type, family == ast::Family::pattern ? EndOfPlace::required : EndOfPlace::optional);
}

Result<void> make_enum(std::string_view name, std::initializer_list<std::string_view> members) {
    std::string doc(name);
    for (std::string_view member : members) doc += (doc.size() == name.size() ? " = " : " | ") + std::string(member);
    Type* base = TRY(make_class(name, &ast_type, {}, doc));
    std::vector<Ref<Object>>& instances = types().enums[std::string(name)];
    for (std::string_view member : members)
        instances.push_back(TRY(call(TRY(make_class(member, base, {}, std::string(member))))));
    return {};
}

Type* base_of(const ast::NodeInfo& info) {
    static constexpr const char* families[] = {"mod", "stmt", "expr", "excepthandler", "pattern"};
    if (info.name == "TypeIgnore") return types().by_name["type_ignore"].get();
    if (info.family == ast::Family::plain) return &ast_type;
    return types().by_name[families[int(info.family)]].get();
}

}  // namespace

Type ast_type(ast_spec);

Type* node_type(ast::NodeKind kind) { return types().by_kind[std::size_t(kind)]; }
Object* enum_instance(std::string_view enum_name, std::size_t member) {
    return types().enums[std::string(enum_name)][member].get();
}

namespace {

Result<void> make_all_node_types() {
    ready_type(&ast_type);
    Ref<Tuple> no_names = Tuple::empty();
    for (const char* name : {"_fields", "_attributes", "__match_args__"})
        dict_set_name(type_dict(&ast_type), Str::interned_from(name).get(), no_names.get());
    type_modified(&ast_type);
    TRY(make_family("mod", ast::Family::mod));
    TRY(make_family("stmt", ast::Family::stmt));
    TRY(make_family("expr", ast::Family::expr));
    TRY(make_family("excepthandler", ast::Family::excepthandler));
    TRY(make_family("pattern", ast::Family::pattern));
    TRY(make_class("type_ignore", &ast_type, {}, "type_ignore = TypeIgnore(int lineno, string tag)"));
#define ENUM(Name, python_name, members) TRY(make_enum(#python_name, {members}));
#define MEMBER(name) #name,
#include "parser/nodes.def"
    for (int kind = 0; kind <= int(ast::NodeKind::TypeIgnore); ++kind) {
        const ast::NodeInfo& info = ast::node_info(static_cast<ast::NodeKind>(kind));
        Type* type = TRY(make_class(info.name, base_of(info), info.fields, node_doc(info.name, info.fields)));
        if (info.family == ast::Family::plain && info.located) TRY(give_places(type, EndOfPlace::optional));
        types().by_kind.push_back(type);
    }
    return {};
}

}  // namespace

// All or none: where memory ends half-way, whoever asks next begins anew.
Result<void> make_node_types() {
    if (!types().by_kind.empty()) return {};
    heap::InterpreterIsAtWork own_births;
    Result<void> made = make_all_node_types();
    if (made.failed()) types().clear();
    return made;
}

namespace {

constexpr Constant ast_constants[] = {
    {"PyCF_ONLY_AST", 0x400}, {"PyCF_TYPE_COMMENTS", 0x1000}, {"PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000}};

Result<void> execute(Module* module) {
    TRY(make_node_types());
    module->set("AST", &ast_type);
    for (const auto& [name, type] : types().by_name) module->set(name.c_str(), type.get());
    return {};
}

}  // namespace

extern const ModuleSpec ast_module = {
    .name = "_ast",
    .state = &state_spec<AstState>,
    .constants = ast_constants,
    .exec = execute,
};

}  // namespace minipy
