// SPDX-License-Identifier: MIT
// A libFuzzer target: any bytes as what follows a .pyc file's header, through unmarshalling, the verifier and everything that
// reads a code object back: disassembler, listing, location and exception tables. What may come out is a code object or an
// exception, and no sanitizer report. Running what was accepted is left to tests/fuzz/damaged_pyc.py, which can stop it.
// ./dev fuzz pyc runs it. Next: compiler/verify.hpp.
#include <cstdint>
#include <string>

#include "compiler/disassemble.hpp"
#include "compiler/listing.hpp"
#include "compiler/verify.hpp"
#include "runtime/modules/marshal.hpp"
#include "runtime/object/errors.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/threads/thread_state.hpp"

using namespace minipy;

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    initialize_runtime();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Result<Object> loaded = marshal_load({reinterpret_cast<const char*>(data), size});
    auto* code = as<Code>(loaded.get());
    if (code != nullptr) {
        compiler::disassemble(*code);
        compiler::show_listing(compiler::list_code(*code), {});
        if (compiler::verify_all(*code).failed()) clear_exception();
        if (marshal_dump(code).failed()) clear_exception();
    } else if (loaded.failed()) {
        clear_exception();
    }
    return 0;
}
