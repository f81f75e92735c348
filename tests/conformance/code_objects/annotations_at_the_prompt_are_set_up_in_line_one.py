for source in ("x: int = 1\n", "\n\nx: int = 1\n", "if 1:\n  y: int\n", "x = 1; y: int = 2\n", "x = 1\n"):
    code = compile(source, "text", "single")
    print(list(code.co_positions())[:3], code.co_linetable.hex())
