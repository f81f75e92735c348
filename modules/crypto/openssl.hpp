// SPDX-License-Identifier: MIT
// What belongs to OpenSSL, owned: each pointer frees what it points to. And what the library says of its last failure,
// which it keeps in a queue of the thread.
// CPython: _setException() in Modules/_hashopenssl.c. Next: hashlib/digests.hpp.
#pragma once

#include <openssl/err.h>
#include <openssl/evp.h>

#include <memory>

#include "runtime/object/result.hpp"

namespace minipy::crypto {

template <auto function>
struct FreedBy {
    template <class T>
    void operator()(T* pointer) const {
        function(pointer);
    }
};
template <class T, auto function>
using Owned = std::unique_ptr<T, FreedBy<function>>;

using DigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using DigestMethod = Owned<EVP_MD, EVP_MD_free>;

// ValueError: [digital envelope routines] unsupported. The queue is empty afterwards.
Failure raise_openssl_error();

}  // namespace minipy::crypto
