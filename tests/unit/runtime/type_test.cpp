// SPDX-License-Identifier: MIT
// Types: order of look-up, inherited slots, layouts, versions and what they protect.
#include "runtime/object/type.hpp"

#include <gtest/gtest.h>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/types/instance.hpp"
#include "runtime/types/layout.hpp"
#include "support.hpp"

namespace minipy {
namespace {

using test::shown;
using test::taken_error;

Ref<Str> name_of(const char* text) { return Str::interned_from(text); }

// class NAME(BASES): with these attributes.
Result<Type> try_class(const char* name, std::initializer_list<Type*> bases,
                       std::initializer_list<std::pair<const char*, Object*>> attributes = {}) {
    std::vector<Object*> all(bases.begin(), bases.end());
    Ref<Tuple> base_tuple = TRY(Tuple::copy(all));
    Ref<Dict> dict = Dict::create();
    for (auto [attribute, value] : attributes) dict_set_name(dict.get(), name_of(attribute).get(), value);
    return ref_cast<Type>(TRY(call(&Type::type_object, {name_of(name).get(), base_tuple.get(), dict.get()})));
}
Ref<Type> make_class(const char* name, std::initializer_list<Type*> bases,
                     std::initializer_list<std::pair<const char*, Object*>> attributes = {}) {
    return try_class(name, bases, attributes).take();
}

std::string order_of(const Ref<Type>& type) {
    std::string names;
    for (Object* item : *type->mro)
        names += (names.empty() ? "" : " ") + std::string(static_cast<Type*>(item)->display_name());
    return names;
}

Object* found(const Ref<Type>& type, const char* name) { return lookup_in_type(type.get(), name_of(name).get()); }
void set(const Ref<Type>& type, const char* name, Object* value) {
    ASSERT_TRUE(set_attribute(type.get(), name_of(name).get(), value).ok());
}

// ---------------------------------------------------------------- mro

TEST(Mro, AClassComesBeforeItsBases) {
    Ref<Type> a = make_class("A", {}), b = make_class("B", {a.get()});
    EXPECT_EQ(order_of(b), "B A object");
}

TEST(Mro, OfADiamondHasTheCommonBaseLast) {
    Ref<Type> top = make_class("Top", {}), left = make_class("Left", {top.get()}),
              right = make_class("Right", {top.get()});
    EXPECT_EQ(order_of(make_class("Bottom", {left.get(), right.get()})), "Bottom Left Right Top object");
}

TEST(Mro, BasesKeepTheOrderInWhichTheyAreListed) {
    Ref<Type> a = make_class("A", {}), b = make_class("B", {});
    EXPECT_EQ(order_of(make_class("C", {b.get(), a.get()})), "C B A object");
}

TEST(Mro, IsComputedAsInThePapersExample) {
    Ref<Type> x = make_class("X", {}), y = make_class("Y", {});
    Ref<Type> a = make_class("A", {x.get(), y.get()}), b = make_class("B", {x.get()});
    EXPECT_EQ(order_of(make_class("C", {a.get(), b.get()})), "C A B X Y object");
}

TEST(Mro, WhereOrdersContradictEachOtherThereIsNone) {
    Ref<Type> a = make_class("A", {}), b = make_class("B", {});
    Ref<Type> ab = make_class("AB", {a.get(), b.get()}), ba = make_class("BA", {b.get(), a.get()});
    EXPECT_TRUE(try_class("Both", {ab.get(), ba.get()}).failed());
    EXPECT_EQ(taken_error(), "TypeError: Cannot create a consistent method resolution\norder (MRO) for bases A, B");
}

TEST(Mro, ABaseCannotBeListedTwice) {
    Ref<Type> a = make_class("A", {});
    EXPECT_TRUE(try_class("Twice", {a.get(), a.get()}).failed());
    EXPECT_EQ(taken_error(), "TypeError: duplicate base class A");
}

// ---------------------------------------------------------------- slots and flags

TEST(Slots, AreInheritedWhereTheTypeHasNoneOfItsOwn) {
    EXPECT_EQ(Bool::type_object.slots.add, Int::type_object.slots.add);
    EXPECT_NE(Bool::type_object.slots.and_, Int::type_object.slots.and_);
    EXPECT_EQ(Int::type_object.slots.get_attribute, object_type.slots.get_attribute);
}

TEST(Slots, OfAClassComeFromItsBase) {
    Ref<Type> derived = make_class("Derived", {&List::type_object});
    EXPECT_EQ(derived->slots.length, List::type_object.slots.length);
    EXPECT_EQ(derived->slots.negative, nullptr);
}

TEST(Slots, FollowTheDunderMethodsOfAClass) {
    Ref<Type> type = make_class("T", {}), derived = make_class("D", {type.get()});
    EXPECT_EQ(type->slots.length, nullptr);
    set(type, "__len__", &Int::type_object);
    EXPECT_NE(type->slots.length, nullptr);
    EXPECT_EQ(derived->slots.length, type->slots.length);
    ASSERT_TRUE(delete_attribute(type.get(), name_of("__len__").get()).ok());
    EXPECT_EQ(derived->slots.length, nullptr);
}

TEST(Flags, OfSubclassesAnswerIsWithoutTheMro) {
    EXPECT_TRUE(Bool::type_object.has(TypeFlag::int_subclass));
    EXPECT_TRUE(make_class("D", {&Dict::type_object})->has(TypeFlag::dict_subclass));
    EXPECT_TRUE(is<Int>(&True));
    EXPECT_FALSE(is_exact<Int>(&True));
    EXPECT_EQ(as<Str>(&True), nullptr);
}

TEST(Flags, BuiltInTypesAreImmutable) {
    EXPECT_TRUE(set_attribute(&Int::type_object, name_of("x").get(), &True).failed());
    EXPECT_EQ(taken_error(), "TypeError: cannot set 'x' attribute of immutable type 'int'");
}

// ---------------------------------------------------------------- layout

TEST(Layout, IsThatOfTheBuiltInTypeWhoseStructItIs) {
    EXPECT_EQ(Bool::type_object.layout, &Int::type_object);
    EXPECT_EQ(make_class("D", {&Dict::type_object})->layout, &Dict::type_object);
    EXPECT_EQ(make_class("A", {})->layout, &object_type);
}

TEST(Layout, SlotsOfAClassMakeItASolidBase) {
    Ref<Tuple> names = Tuple::of({name_of("x").get()});
    Ref<Type> slotted = make_class("S", {}, {{"__slots__", names.get()}}), plain = make_class("P", {slotted.get()});
    EXPECT_EQ(solid_base(slotted.get()), slotted.get());
    EXPECT_EQ(solid_base(plain.get()), slotted.get());
    EXPECT_EQ(slotted->slots_count, 1);
    EXPECT_EQ(slotted->basic_size, object_type.basic_size + Size(sizeof(Object*)));
}

TEST(Layout, TwoStructsDoNotGoTogether) {
    EXPECT_TRUE(try_class("Both", {&List::type_object, &Dict::type_object}).failed());
    EXPECT_EQ(taken_error(), "TypeError: multiple bases have instance lay-out conflict");
}

TEST(Layout, AnObjectChangesItsClassOnlyWithinALayout) {
    Ref<Type> a = make_class("A", {}), b = make_class("B", {}), c = make_class("C", {&Dict::type_object});
    EXPECT_TRUE(check_same_layout(a.get(), b.get(), "__class__").ok());
    EXPECT_TRUE(check_same_layout(a.get(), c.get(), "__class__").failed());
    EXPECT_EQ(taken_error(), "TypeError: __class__ assignment: 'C' object layout differs from 'A'");
}

// ---------------------------------------------------------------- versions and the method cache

TEST(TypeVersion, IsAssignedWhenAskedForAndStays) {
    Ref<Type> type = make_class("A", {});
    std::uint32_t version = type_version(type.get());
    EXPECT_NE(version, 0U);
    EXPECT_EQ(type_version(type.get()), version);
    EXPECT_NE(type_version(make_class("B", {}).get()), version);
}

TEST(TypeVersion, OfAClassMeansThatItsBasesHaveOne) {
    Ref<Type> base = make_class("A", {}), derived = make_class("B", {base.get()});
    type_modified(base.get());
    ASSERT_EQ(base->version, 0U);
    type_version(derived.get());
    EXPECT_NE(base->version, 0U);
}

TEST(TypeVersion, IsLostByAChangeInTheClassAndInEverySubclass) {
    Ref<Type> base = make_class("A", {}), derived = make_class("B", {base.get()}),
              further = make_class("C", {derived.get()});
    std::uint32_t before = type_version(further.get());
    set(base, "x", &True);
    EXPECT_EQ(derived->version, 0U);
    EXPECT_EQ(further->version, 0U);
    EXPECT_GT(type_version(further.get()), before) << "numbers are never used twice";
}

TEST(TypeVersion, OfABaseOutlivesAChangeInASubclass) {
    Ref<Type> base = make_class("A", {}), derived = make_class("B", {base.get()});
    type_version(derived.get());
    std::uint32_t version = base->version;
    set(derived, "x", &True);
    EXPECT_EQ(base->version, version);
}

TEST(MethodCache, SeesWhatIsSetLater) {
    Ref<Type> base = make_class("A", {}), derived = make_class("B", {base.get()});
    EXPECT_EQ(found(derived, "attribute"), nullptr);
    set(base, "attribute", &True);
    EXPECT_EQ(found(derived, "attribute"), &True);
    set(derived, "attribute", &False);
    EXPECT_EQ(found(derived, "attribute"), &False);
    ASSERT_TRUE(delete_attribute(derived.get(), name_of("attribute").get()).ok());
    EXPECT_EQ(found(derived, "attribute"), &True);
}

TEST(MethodCache, SeesNewBases) {
    Ref<Type> one = make_class("One", {}, {{"attribute", &True}}), two = make_class("Two", {}, {{"attribute", &False}});
    Ref<Type> derived = make_class("D", {one.get()});
    EXPECT_EQ(found(derived, "attribute"), &True);
    Ref<Tuple> bases = Tuple::of({two.get()});
    set(derived, "__bases__", bases.get());
    EXPECT_EQ(found(derived, "attribute"), &False);
}

// ---------------------------------------------------------------- instances

TEST(Instances, ShareTheNamesOfTheirAttributes) {
    Ref<Type> type = make_class("A", {});
    Ref<Object> one = call(type.get()).take(), other = call(type.get()).take();
    ASSERT_TRUE(set_attribute(one.get(), name_of("x").get(), &True).ok());
    EXPECT_EQ(shared_key_position(type.get(), name_of("x").get()), 0);
    EXPECT_EQ(inline_values(one.get())->values()[0], &True);
    EXPECT_EQ(inline_values(other.get())->values()[0], nullptr);
    EXPECT_EQ(find_attribute(other.get(), name_of("x").get()).found(), false);
}

TEST(Instances, RememberTheOrderInWhichAttributesWereSet) {
    Ref<Type> type = make_class("A", {});
    Ref<Object> one = call(type.get()).take(), other = call(type.get()).take();
    for (const char* name : {"x", "y"}) ASSERT_TRUE(set_attribute(one.get(), name_of(name).get(), &True).ok());
    for (const char* name : {"y", "x"}) ASSERT_TRUE(set_attribute(other.get(), name_of(name).get(), &True).ok());
    EXPECT_EQ(shown(Ref<Object>(instance_dict(one.get()).take())), "{'x': True, 'y': True}");
    EXPECT_EQ(shown(Ref<Object>(instance_dict(other.get()).take())), "{'y': True, 'x': True}");
}

TEST(Instances, MoveTheirValuesIntoADictWhenOneIsAskedFor) {
    Ref<Type> type = make_class("A", {});
    Ref<Object> object = call(type.get()).take();
    ASSERT_TRUE(set_attribute(object.get(), name_of("x").get(), &True).ok());
    EXPECT_TRUE(has_inline_values(object.get()));
    ASSERT_NE(instance_dict(object.get()).take(), nullptr);
    EXPECT_FALSE(has_inline_values(object.get()));
    EXPECT_EQ(instance_get(object.get(), name_of("x").get()), &True);
}

TEST(Instances, KeepAtMostThirtyValuesInline) {
    Ref<Type> type = make_class("A", {});
    Ref<Object> object = call(type.get()).take();
    for (int number = 0; number < 40; ++number) {
        Ref<Str> name = Str::interned_from("a" + std::to_string(number));
        ASSERT_TRUE(set_attribute(object.get(), name.get(), Int::from(number).get()).ok());
    }
    EXPECT_FALSE(has_inline_values(object.get()));
    EXPECT_LE(type->shared_keys->entry_count, most_inline_values);
    EXPECT_EQ(shown(share(instance_get(object.get(), name_of("a39").get()))), "39");
    EXPECT_EQ(shown(share(instance_get(object.get(), name_of("a0").get()))), "0");
}

}  // namespace
}  // namespace minipy
