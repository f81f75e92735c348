// SPDX-License-Identifier: MIT
// Which track an event belongs to; gaps and the end.
#include "trace/perfetto_view.hpp"

#include <fmt/core.h>

#include "trace/value_text.hpp"

namespace minipy::trace {

void PerfettoView::name_new_thread(const Event& event, const Batch& batch) {
    const Value& name = batch.values_of(event)[0];
    bool is_text = name.kind == ValueKind::text || name.kind == ValueKind::function;
    frames_.name_thread(std::uint32_t(event.new_thread.other),
                        is_text ? std::string(batch.text_of(name)) : show_value(name, batch));
}

PerfettoFile::Track PerfettoView::record_track() {
    if (!record_track_) record_track_ = file_.add_track(PerfettoFile::Group::interpreter, "record");
    return *record_track_;
}

void PerfettoView::show(const Event& event, const Batch& batch) {
    if (event.kind == EventKind::library && !is_in_gap_) frames_.begin_library(event);
    file_.set_time(event.number);
    ++events_;
    if (std::exchange(is_in_gap_, false)) file_.close(record_track(), [](JsonText&) {});
    if (event.kind == EventKind::thread_made) name_new_thread(event, batch);
    lives_.count(event, batch);
    bool is_of_gil = threads_.show(event, batch), is_of_task = tasks_.show(event, batch);  // both look at every event
    if (!is_of_gil && !is_of_task && !collector_.show(event, batch)) frames_.show(event, batch);
}

void PerfettoView::close_all(std::string_view by) {
    file_.close_all(by);
    frames_.forget();
    threads_.forget();
    collector_.forget();
    tasks_.forget();
    is_in_gap_ = false;
}

// What happened in it is not known: every slice ends here, and what is still there is met again behind it.
void PerfettoView::gap(std::uint64_t events_left_out) {
    close_all("gap");
    lives_.forget();
    std::string name = fmt::format("gap: {} left out (--max-events=N)", number_of_events(events_left_out));
    file_.open(record_track(), name, "gap", [&](JsonText& out) {
        out.member("hidden");
        out.number(events_left_out);
    });
    is_in_gap_ = true;
}

void PerfettoView::end(std::uint64_t last_number, const std::string& reason) {
    file_.set_time(last_number);
    close_all("end");
    file_.add_instant(
        record_track(), "end: " + reason, "end", [](JsonText&) {}, true);
    file_.finish([&](JsonText& out) {
        out.raw(R"("clock":"one event is one microsecond")");
        out.member("n");
        out.number(last_number);
        out.member("events");
        out.number(events_);
        out.member("reason");
        out.string(reason);
    });
}

}  // namespace minipy::trace
