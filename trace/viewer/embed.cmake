# Writes OUTPUT: the page's files as C++ texts. FOLDER has them. Modules are joined to one: their `import` lines go, the
# word `export` in front of a declaration goes too, main.js comes last. So names at their top level are there once only.
# Run with cmake -DFOLDER=… -DOUTPUT=… -P; next: README.md.
function(add_text name text)
  file(APPEND ${OUTPUT}.part "static const char ${name}_text[] = R\"~page~(${text})~page~\";\n")
  file(APPEND ${OUTPUT}.part "const std::string_view ${name}(${name}_text, sizeof ${name}_text - 1);\n")
endfunction()

file(WRITE ${OUTPUT}.part "// Made by trace/viewer/embed.cmake.\n#include \"trace/viewer/files.hpp\"\n"
  "namespace minipy::trace::viewer {\n")
file(READ ${FOLDER}/style.css style)
add_text(style "${style}")
file(READ ${FOLDER}/page.html body)
add_text(body "${body}")

file(GLOB modules ${FOLDER}/*.js)
list(REMOVE_ITEM modules ${FOLDER}/main.js)
list(SORT modules)
set(program "\"use strict\";\n")
foreach(module IN LISTS modules ITEMS ${FOLDER}/main.js)
  file(READ ${module} text)
  string(REGEX REPLACE "\nimport [^\n]*" "" text "\n${text}")
  string(REPLACE "\nexport " "\n" text "${text}")
  string(APPEND program "${text}")
endforeach()
add_text(program "${program}")
file(APPEND ${OUTPUT}.part "}\n")
file(RENAME ${OUTPUT}.part ${OUTPUT})
