// SPDX-License-Identifier: MIT
// Mpz: a GMP integer that is cleared at the end of its scope, for intermediate results. Next: int_big.cpp.
#pragma once

#include <gmp.h>

#include "runtime/object/result.hpp"

namespace minipy {

struct Int;

class Mpz {
public:
    Mpz() { mpz_init(value_); }
    ~Mpz() { mpz_clear(value_); }
    Mpz(const Mpz&) = delete;
    Mpz& operator=(const Mpz&) = delete;
    operator mpz_ptr() { return value_; }
    operator mpz_srcptr() const { return value_; }

    mpz_ptr operator->() { return value_; }  // for GMP's macros
    mpz_srcptr operator->() const { return value_; }

private:
    mpz_t value_;
};

// For once, before the first number is made.
void use_heap_for_gmp();

// Is there memory for what GMP takes for an operation whose operands and result have so many limbs? MemoryError if not.
Result<void> check_limbs(Size limbs);
Result<void> check_limbs(const Int* left, const Int* right);  // and a result as long as both

}  // namespace minipy
