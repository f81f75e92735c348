// SPDX-License-Identifier: MIT
// First the references that have names, then those that only the collector's traversal knows.
#include "trace/parts.hpp"

#include <unordered_map>

#include <fmt/core.h>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/types/instance.hpp"
#include "trace/attributes.hpp"
#include "trace/snapshot_text.hpp"
#include "trace/value_text.hpp"

namespace minipy::trace {

namespace {

class Collector {
public:
    Collector(Object* object, const Snapshot& snapshot, const std::function<bool(Object*)>& wanted)
        : object_(object), snapshot_(snapshot), wanted_(wanted) {}

    std::vector<Part> take() {
        add_items();
        add_attributes();
        add_members();
        add_fields();
        add_rest();
        return std::move(parts_);
    }

private:
    void add(std::string name, Object* target) {
        if (target != nullptr && wanted_(target)) parts_.push_back({std::move(name), target});
    }

    std::string text_of(Object* key) const {
        Batch batch;
        Value value = snapshot_.of(key, batch);
        return show_briefly(value, batch);
    }

    void add_items() {
        Size position = 0;
        Object *key, *value;
        Hash hash;
        if (auto* list = as<List>(object_)) {
            for (Size index = 0; index < list->length; ++index) add(fmt::format("[{}]", index), list->items[index]);
        } else if (auto* tuple = as<Tuple>(object_)) {
            for (Size index = 0; index < tuple->length; ++index) add(fmt::format("[{}]", index), (*tuple)[index]);
        } else if (auto* dict = as<Dict>(object_)) {
            while (dict_next(dict, position, key, value)) {
                add("a key", key);
                if (wanted_(value)) add(fmt::format("[{}]", text_of(key)), value);
            }
        } else if (is_any_set(object_)) {
            while (set_next(cast<Set>(object_), position, key, hash)) add("an item", key);
        } else if (auto* cell = as<Cell>(object_)) {
            add(".cell_contents", cell->contents.borrow());
        } else if (is<FrameObject>(object_)) {
            add_variables(cast<FrameObject>(object_)->frame);
        }
    }

    void add_variables(Frame* frame) {
        for (int index = 0; index < frame->code->localsplus_count; ++index)
            add(fmt::format("variable {}", name_text(frame->code->local_name(index))), frame->locals[index]);
    }

    void add_attributes() {
        if (object_->type->has(TypeFlag::heap)) {
            for (const Attribute& attribute : attributes_of(object_, SIZE_MAX).first)
                add("." + name_text(attribute.name), attribute.value);
        }
        if (Dict** slot = dict_slot(object_); slot != nullptr) add(".__dict__", *slot);
    }

    // Fields that the types of its layout show as attributes.
    void add_members() {
        for (const Type* type = object_->type; type != nullptr; type = type->base) {
            if (type->spec == nullptr) continue;
            for (const Member& member : type->spec->members) {
                if (member.kind != MemberKind::object && member.kind != MemberKind::object_or_error) continue;
                add(fmt::format(".{}", member.name),
                    *reinterpret_cast<Object**>(reinterpret_cast<char*>(object_) + member.offset()));
            }
        }
    }

    // Attributes that are made when somebody asks for them, of what often keeps something alive.
    void add_fields() {
        if (auto* function = as<Function>(object_)) {
            add(".__defaults__", function->defaults.borrow());
            add(".__kwdefaults__", function->keyword_defaults.borrow());
            add(".__annotations__", function->annotations.borrow());
        } else if (auto* exception = as<ExceptionObject>(object_)) {
            add(".args", exception->args.borrow());
        } else if (auto* generator = as<Generator>(object_)) {
            if (generator->state != GeneratorState::finished) add_variables(generator->frame());
        }
    }

    // Every reference once: what has a name above is a reference of the traversal, too; a member may be none.
    void add_rest() {
        std::vector<Object*> targets;
        traverse_object(
            object_, [](Object* target, void* into) { static_cast<std::vector<Object*>*>(into)->push_back(target); },
            &targets);
        std::unordered_map<Object*, std::size_t> nameless;
        for (Object* target : targets) ++nameless[target];
        std::erase_if(parts_, [&](const Part& part) {
            std::size_t& left = nameless[part.target];
            return left == 0 || (--left, false);
        });
        for (Object* target : targets) {
            if (nameless[target] == 0) continue;
            --nameless[target];
            add(target == object_->type ? "class" : "inside", target);
        }
    }

    Object* object_;
    const Snapshot& snapshot_;
    const std::function<bool(Object*)>& wanted_;
    std::vector<Part> parts_;
};

}  // namespace

std::vector<Part> parts_of(Object* object, const Snapshot& snapshot, const std::function<bool(Object*)>& wanted) {
    return Collector(object, snapshot, wanted).take();
}

}  // namespace minipy::trace
