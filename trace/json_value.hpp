// SPDX-License-Identifier: MIT
// Values as JSON. What JSON has itself stands for itself; all else is an object whose keys say what it is:
//
//      null true 6 2.5 "text"        None, True, 6, 2.5, 'text'
//      {"null":true}                 a null of the value stack
//      {"s":"tex","len":900}         a text that was cut        {"b":"\u00ff","len":1}   bytes, each a character
//      {"big":"123…","digits":40}    an int that a double cannot hold, its first digits     {"float":"nan"}
//      {"o":3,"type":"list","items":[1,2],"len":900}      {"o":4,"type":"dict","items":[["a",1]],"len":1}
//      {"o":6,"type":"Point","attributes":[["x",1]],"len":1}
//      {"function":"half","o":2}     {"class":"P","o":3}     {"module":"sys"}     {"word":"range(0, 3)"}
//
// "o" is an object's number: 12, or "L12" for one of the library, "S12" for one from before the run.
// Next: json_value.cpp; docs/json-lines.md has all of them.
#pragma once

#include "trace/event.hpp"
#include "trace/json_text.hpp"

namespace minipy::trace {

void append_value(JsonText& out, const Value& value, const Batch& batch);
// Of what has items or attributes, and a number, only number and type: {"o":3,"type":"list"}
void append_briefly(JsonText& out, const Value& value, const Batch& batch);
// 12, "L12", "S12"; null: nobody.
void append_identity(JsonText& out, Identity identity);

}  // namespace minipy::trace
