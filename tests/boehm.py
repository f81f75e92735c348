# SPDX-License-Identifier: MIT
"""Conformance under --gc=boehm, where nothing dies when its count comes to zero: which scripts may answer otherwise, and why.
Part of `./dev test boehm`."""

DEATH = "it prints what happens at an object's death, which comes later, at a collection"
COLLECTOR = "it asks module gc for what the cycle collector has found or knows: that one does not run"
FILES = "it leaves a file to its death to be closed, and reads what was written"
SIZES = "it asks what memory is in use, which includes what nobody can reach"

OTHERWISE = {
    "assignment/del_statement.py": DEATH,
    "classes/instance_creation_via_call_and_del.py": DEATH,
    "collections/containers_in_cycles_are_collected.py": COLLECTOR,
    "coroutines/coroutines_are_never_awaited_or_awaited_twice.py": DEATH,
    "exceptions/except_name_is_deleted.py": DEATH,
    "exceptions/unraisable_hook_is_told.py": DEATH,
    "exit/finalizers_find_the_importer_gone.py": DEATH,
    "exit/finalizers_import_while_exiting.py": DEATH,
    "exit_codes/exit_in_generator_and_class_body.py": DEATH,
    "exit_codes/output_without_newline_is_flushed.py": DEATH,
    "functools/lru_cache_is_cleared_by_a_key.py": DEATH,
    "garbage/callbacks_of_garbage_are_not_called.py": DEATH,
    "garbage/cleared_function_has_no_name.py": DEATH,
    "garbage/counts_in_the_hands_of_library_objects.py": COLLECTOR,
    "garbage/cycle_through_locals_of_a_suspended_generator.py": COLLECTOR,
    "garbage/cycles_are_collected.py": COLLECTOR,
    "garbage/debug_flags_tell_what_is_collected.py": COLLECTOR,
    "garbage/finalizer_order_at_scope_end.py": DEATH,
    "garbage/finalizers_see_the_line_of_each_instruction.py": DEATH,
    "garbage/finalizers_see_the_line_that_lets_go.py": DEATH,
    "garbage/freezing_and_generations.py": COLLECTOR,
    "garbage/gc_module.py": COLLECTOR,
    "garbage/instances_of_every_class_are_seen_by_the_collector.py": COLLECTOR,
    "garbage/reference_counts.py": DEATH,
    "garbage/referents_come_in_the_order_of_the_fields.py": COLLECTOR,
    "garbage/slots_are_dropped_before_attributes.py": DEATH,
    "garbage/tangles_are_collected_in_the_same_order.py": COLLECTOR,
    "generators/close_and_finalization.py": DEATH,
    "generators/resumed_by_loops.py": DEATH,
    "generators/throw_looks_its_delegate_up_once_and_the_look_up_may_close_it.py": DEATH,
    "imports/star_inside_all_is_a_name.py": FILES,
    "itertools/cycles_through_iterators_are_collected.py": COLLECTOR,
    "lists/slices_assigned_while_collecting.py": COLLECTOR,
    "reentrancy/dicts_change_while_they_are_walked.py": DEATH,
    "reentrancy/lists_change_while_they_are_sorted_or_extended.py": DEATH,
    "reentrancy/weak_references_change_during_a_collection.py": COLLECTOR,
    "signal_module/timers_and_wakeup_descriptors_are_checked.py": DEATH,
    "tracemalloc/resource_warning_says_where_its_object_came_from.py": SIZES,
    "tracemalloc/sizes_are_those_of_the_blocks.py": SIZES,
    "tracemalloc/snapshots_are_grouped_filtered_and_compared.py": SIZES,
    "tracemalloc/traced_memory_goes_up_and_down.py": SIZES,
    "tracing/line_can_be_set_only_by_a_trace_function.py": DEATH,
    "weakrefs/callbacks_raise_and_resurrect.py": DEATH,
    "weakrefs/collected_references_keep_their_callback.py": DEATH,
    "weakrefs/proxies_behave_like_their_objects.py": DEATH,
    "weakrefs/references_and_callbacks_follow_an_objects_life.py": DEATH,
    "weakrefs/weak_containers_forget_the_dead.py": DEATH,
}
