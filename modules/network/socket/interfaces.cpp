// SPDX-License-Identifier: MIT
// Network interfaces by name and by number. CPython: Modules/socketmodule.c. Next: module.cpp.
#include <net/if.h>

#include <memory>

#include "modules/network/socket/resolver.hpp"

namespace minipy::network {

namespace {

struct InterfacesDeleter {
    void operator()(struct if_nameindex* first) const { ::if_freenameindex(first); }
};

Result<Object> if_nameindex_function() {
    std::unique_ptr<struct if_nameindex, InterfacesDeleter> interfaces(::if_nameindex());
    if (interfaces == nullptr) return raise_os_error(errno);
    Ref<List> list = List::create();
    for (auto* each = interfaces.get(); each->if_index != 0 && each->if_name != nullptr; ++each) {
        Ref<Int> index = Int::from(each->if_index);
        Ref<Str> name = TRY(decode_name(each->if_name));
        TRY(list_append(list.get(), Tuple::of({index.get(), name.get()})));
    }
    return list;
}

Result<Object> if_nametoindex_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("_socket.if_nametoindex", arguments, 1, 1));
    Ref<Bytes> name = TRY(parse_file_name(arguments[0]));
    unsigned index = ::if_nametoindex(name->data());
    if (index == 0) return raise(OSError, "no interface with this name");
    return Int::from(index);
}

Result<Object> if_indextoname_function(Object* object) {
    auto* number = as<Int>(object);
    if (number == nullptr) return raise(TypeError, "an integer is required");
    std::uint64_t index = TRY(parse_unsigned(number));
    char name[IF_NAMESIZE + 1]{};
    if (::if_indextoname(unsigned(index), name) == nullptr) return raise_os_error(errno);
    return decode_name(name);
}

const Method interfaces_functions[] = {
    {"if_nameindex()", bind<if_nameindex_function>, "Gives all network interfaces: a list of (number, name)."},
    {"if_nametoindex(if_name, /)", bind<if_nametoindex_function>, "Gives the number of a network interface."},
    {"if_indextoname(if_index, /)", bind<if_indextoname_function>, "Gives the name of a network interface."},
};

}  // namespace

extern const ModuleSpec interfaces_part = {.functions = interfaces_functions};

}  // namespace minipy::network
