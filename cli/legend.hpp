// SPDX-License-Identifier: MIT
// --legend: how a trace is to be read. Next: legend.cpp.
#pragma once

#include <string>
#include <string_view>

namespace minipy::cli {

std::string legend_text();

// The same in one sentence, at the head of the execution; the first part is about the value stack, the last one about
// objects whose counts are not shown.
inline constexpr std::string_view short_legend_of_stack =
    "[kept -popped +pushed] is the value stack, its top at the right, ∅ an empty slot; ";
inline constexpr std::string_view short_legend =
    "#3 is an object, #S4 one from before the run, → n=5 leads to event 5; minipy --legend explains the rest";
inline constexpr std::string_view short_legend_of_counts =
    "; a LOAD puts one more reference on the value stack, a STORE moves it to its place";
inline constexpr std::string_view left_out_of_counts =
    "; left out are the library's objects, #L4 (--library shows them), and numbers and texts (--ids=all)";

}  // namespace minipy::cli
