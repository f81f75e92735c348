// SPDX-License-Identifier: MIT
// Names of files: str, bytes, or objects with __fspath__. The file system's encoding is UTF-8 with surrogateescape, so
// that any bytes can be a name. CPython: Modules/posixmodule.c (PyOS_FSPath), Objects/unicodeobject.c
// (PyUnicode_FSConverter).
#pragma once

#include <string>

#include "runtime/bytes/bytes.hpp"

namespace minipy {

// os.fspath(): a str or bytes. TypeError: expected str, bytes or os.PathLike object, not int.
Result<Object> file_name_object(Object* path);
// The name as the operating system wants it; ValueError: embedded null byte.
Result<Bytes> file_name_encoded(Object* path);
Result<std::string> file_name_bytes(Object* path);

}  // namespace minipy
