# SPDX-License-Identifier: MIT
import types

print(types.MappingProxyType.__hash__)
try:
    hash(types.MappingProxyType({}))
except TypeError as error:
    print(error)
