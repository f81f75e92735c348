# SPDX-License-Identifier: MIT
# A lone surrogate as file name has no UTF-8 form until somebody asks for one, the audit of memory for example.
exec(compile('def f(): return [[]]\nprint(f())', '\ud800', 'exec'))
