// SPDX-License-Identifier: MIT
// Batches, and which of them are shown.
#include "trace/recording.hpp"

namespace minipy::trace {

namespace {

constexpr std::size_t events_per_batch = 4096;

}  // namespace

Recording::Recording(const Options& options) : batches_(1) {
    using Keep = Options::Keep;
    std::uint64_t limit = options.max_events;
    first_limit_ = options.keep == Keep::first ? limit : options.keep == Keep::both ? limit - limit / 2 : 0;
    last_limit_ = limit - first_limit_;
}

bool Recording::add(const Event& event, std::span<const Value> values, const Batch& draft) {
    Batch& batch = batches_.back();
    Event& added = batch.events.emplace_back(event);
    added.count = std::uint32_t(values.size());
    if (added.count > 0) added.first = batch.append(values, draft);
    ++added_;
    ++waiting_;
    // The first events and the last ones do not share a batch.
    if (batch.events.size() == events_per_batch || added_ == first_limit_) seal();
    return added_ < first_limit_ || last_limit_ > 0;
}

void Recording::seal() {
    if (added_ <= first_limit_) {
        drain();
        batches_.back().clear();
        shown_ = 0;
        return;
    }
    Batch next;
    while (waiting_ - batches_.front().events.size() >= last_limit_) {
        waiting_ -= batches_.front().events.size();
        dropped_ += batches_.front().events.size();
        next = std::move(batches_.front());  // its memory is used again
        batches_.pop_front();
        if (batches_.empty()) break;
    }
    next.clear();
    batches_.push_back(std::move(next));
}

void Recording::show(const Batch& batch, std::size_t from) {
    for (View* view : views_) {
        for (std::size_t index = from; index < batch.events.size(); ++index) view->show(batch.events[index], batch);
    }
}

void Recording::drain() {
    if (added_ <= first_limit_) {
        show(batches_.back(), shown_);
        waiting_ = 0;
        shown_ = batches_.back().events.size();
    }
    for (View* view : views_) view->flush();
}

void Recording::finish(std::uint64_t last_number, const std::string& reason) {
    if (added_ <= first_limit_) {
        drain();
    } else {
        std::uint64_t too_many = waiting_ > last_limit_ ? waiting_ - last_limit_ : 0;
        if (dropped_ + too_many > 0) {
            for (View* view : views_) view->gap(dropped_ + too_many);
        }
        for (const Batch& batch : batches_) {
            show(batch, std::size_t(std::min<std::uint64_t>(too_many, batch.events.size())));
            too_many -= std::min<std::uint64_t>(too_many, batch.events.size());
        }
    }
    for (View* view : views_) {
        view->end(last_number, reason);
        view->flush();
    }
}

}  // namespace minipy::trace
