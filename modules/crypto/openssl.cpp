// SPDX-License-Identifier: MIT
// What OpenSSL says of a failure. CPython: _setException() in Modules/_hashopenssl.c.
#include "modules/crypto/openssl.hpp"

#include "runtime/kernel/errors.hpp"

namespace minipy::crypto {

Failure raise_openssl_error() {
    unsigned long code = ERR_peek_last_error();
    ERR_clear_error();
    if (code == 0) return raise(ValueError, "no reason supplied");
    if (ERR_GET_REASON(code) == ERR_R_MALLOC_FAILURE) return raise_no_memory();
    const char *library = ERR_lib_error_string(code), *reason = ERR_reason_error_string(code);
    if (reason == nullptr) reason = "(null)";
    if (library == nullptr) return raise(ValueError, "{}", reason);
    return raise(ValueError, "[{}] {}", library, reason);
}

}  // namespace minipy::crypto
