// SPDX-License-Identifier: MIT
// A libFuzzer target: any bytes as what follows a .pyc file's header, through unmarshalling, the verifier and
// everything that reads a code object back: disassembler, listing, location and exception tables. What may come out is
// a code object or an exception, and no sanitizer report. Running what was accepted is left to
// tests/fuzz/damaged_pyc.py, which can stop it. ./dev fuzz pyc runs it. Next: vm/verify.hpp.
#include <cstdint>
#include <string>

#include "modules/code/marshal_format.hpp"
#include "runtime/bytecode/disassemble.hpp"
#include "runtime/bytecode/listing.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/thread_state.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/verify.hpp"

using namespace minipy;

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    initialize_runtime();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Result<Object> loaded = marshal_load({reinterpret_cast<const char*>(data), size});
    auto* code = as<Code>(loaded.get());
    if (code != nullptr) {
        disassemble(*code);
        show_listing(list_code(*code), {});
        if (verify_all(*code).failed()) clear_exception();
        if (marshal_dump(code).failed()) clear_exception();
    } else if (loaded.failed()) {
        clear_exception();
    }
    return 0;
}
