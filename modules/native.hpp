// SPDX-License-Identifier: MIT
// What nearly every native module is made of: declaring modules and types, the everyday containers, raising, and the
// protocols (attributes, calls, items, iteration, comparison, text). A file that needs less includes less.
// Next: runtime/modules/module.hpp, native_modules.hpp.
#pragma once

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/constructor.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/instance.hpp"
