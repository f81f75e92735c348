// SPDX-License-Identifier: MIT
// Module syslog: messages for the system's log. The C library keeps the pointer to the name that openlog() is given: so
// the state keeps the text. CPython: Modules/syslogmodule.c.
#include <syslog.h>

#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "modules/system/posix/posix.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/text/codecs.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy {

namespace {

struct SyslogState {
    static constexpr auto module = NativeModule::syslog_module;
    Ref<Bytes> name;  // as UTF-8; null: openlog() is still to come, or has no name
    bool is_open = false;
    static constexpr auto references = field_list<&SyslogState::name>;
};

// The program's name without its directory; null when sys.argv does not tell.
Maybe<Object> program_name() {
    Object* argv = dict_get_name(interpreter.sys.get(), Str::interned_from("argv").get());
    auto* list = argv == nullptr ? nullptr : as<List>(argv);
    if (list == nullptr || list->length == 0) return nothing;
    auto* path = as<Str>((*list)[0]);
    if (path == nullptr || path->length == 0) return nothing;
    std::string text = path->to_string();
    return Ref<Object>(Str::from(text.substr(text.rfind('/') + 1)));
}

Result<void> open_log(Object* ident, int options, int facility) {
    Ref<Object> name = ident != nullptr ? share(ident) : TRY(program_name());
    Ref<Bytes> text = name ? TRY(encode_utf8(cast<Str>(name.get()), "strict")) : nullptr;
    Object* shown = name ? name.get() : &None;
    TRY(audit("syslog.openlog", {shown, Int::from(options).get(), Int::from(facility).get()}));
    SyslogState& state = module_state<SyslogState>();
    openlog(text ? text->data() : nullptr, options, facility);
    state.name = std::move(text);
    state.is_open = true;
    return {};
}

Result<void> openlog_function(Object*, const Arguments& arguments) {
    constexpr const char* names[] = {"ident", "logoption", "facility"};
    Object* values[3] = {};
    TRY(bind_parameters("openlog", names, arguments, values));
    if (values[0] != nullptr) TRY(expect<Str>(values[0], "openlog() argument 1"));
    std::int64_t options = values[1] == nullptr ? 0 : TRY(to_int64(values[1]));
    std::int64_t facility = values[2] == nullptr ? LOG_USER : TRY(to_int64(values[2]));
    return open_log(values[0], int(options), int(facility));
}

Failure wrong_arguments() { return raise(TypeError, "[priority,] message string"); }

// syslog(message) or syslog(priority, message); opens the log if nobody has.
Result<void> syslog_function(Object*, const Arguments& arguments) {
    if (arguments.has_keywords()) return raise(TypeError, "syslog.syslog() takes no keyword arguments");
    if (arguments.positional != 1 && arguments.positional != 2) return wrong_arguments();
    Object* priority_object = arguments.positional == 2 ? arguments[0] : nullptr;
    auto* message = as<Str>(arguments[arguments.positional - 1]);
    if (message == nullptr || (priority_object != nullptr && !is<Int>(priority_object))) return wrong_arguments();
    int priority = priority_object == nullptr ? LOG_INFO : TRY(to_c_int(priority_object));
    Ref<Bytes> text = TRY(encode_utf8(message, "strict"));
    Ref<Str> shown = TRY(decode_utf8(text->data(), "strict"));  // up to a zero
    TRY(audit("syslog.syslog", {Int::from(priority).get(), shown.get()}));
    if (!module_state<SyslogState>().is_open) TRY(open_log(nullptr, 0, LOG_USER));
    Ref<Bytes> kept_name = module_state<SyslogState>().name;  // somebody else may open the log anew meanwhile
    const char* data = text->data();
    AllowThreads allowed(Blocking::outside);
    syslog(priority, "%s", data);
    return {};
}

Result<void> closelog_function() {
    TRY(audit("syslog.closelog"));
    SyslogState& state = module_state<SyslogState>();
    if (!state.is_open) return {};
    closelog();
    state.is_open = false;
    state.name.reset();
    return {};
}

Result<Size> setlogmask_function(Object* object) {
    std::int64_t mask = TRY(to_int64(object));
    TRY(audit("syslog.setlogmask", {Int::from(mask).get()}));
    return Size(setlogmask(int(mask)));
}
Result<Size> mask_of(Object* priority) { return Size(LOG_MASK(unsigned(TRY(to_int64(priority))) & 31)); }
Result<Size> mask_up_to(Object* priority) { return Size(LOG_UPTO(unsigned(TRY(to_int64(priority))) & 31)); }

const Method syslog_functions[] = {
    {"openlog(*args, **kwargs)", bind<openlog_function>,
     "Sets the name, the options and the facility of the messages that follow."},
    {"closelog()", bind<closelog_function>, "Closes the log and forgets what openlog() has set."},
    {"syslog(*args)", bind<syslog_function>, "Sends a message to the system's log, with a priority in front if given."},
    {"setlogmask(maskpri, /)", bind<setlogmask_function>,
     "Sets which priorities are logged at all; gives the old mask."},
    {"LOG_MASK(pri, /)", bind<mask_of>, "Gives the mask of one priority."},
    {"LOG_UPTO(pri, /)", bind<mask_up_to>, "Gives the mask of a priority and all that are more urgent."},
};

#define CONSTANT(name) \
    { #name, name }
constexpr Constant syslog_constants[] = {
    CONSTANT(LOG_ALERT),  CONSTANT(LOG_AUTH),   CONSTANT(LOG_AUTHPRIV), CONSTANT(LOG_CONS),   CONSTANT(LOG_CRIT),
    CONSTANT(LOG_CRON),   CONSTANT(LOG_DAEMON), CONSTANT(LOG_DEBUG),    CONSTANT(LOG_EMERG),  CONSTANT(LOG_ERR),
    CONSTANT(LOG_INFO),   CONSTANT(LOG_KERN),   CONSTANT(LOG_LOCAL0),   CONSTANT(LOG_LOCAL1), CONSTANT(LOG_LOCAL2),
    CONSTANT(LOG_LOCAL3), CONSTANT(LOG_LOCAL4), CONSTANT(LOG_LOCAL5),   CONSTANT(LOG_LOCAL6), CONSTANT(LOG_LOCAL7),
    CONSTANT(LOG_LPR),    CONSTANT(LOG_MAIL),   CONSTANT(LOG_NDELAY),   CONSTANT(LOG_NEWS),   CONSTANT(LOG_NOTICE),
    CONSTANT(LOG_NOWAIT), CONSTANT(LOG_ODELAY), CONSTANT(LOG_PERROR),   CONSTANT(LOG_PID),    CONSTANT(LOG_SYSLOG),
    CONSTANT(LOG_USER),   CONSTANT(LOG_UUCP),   CONSTANT(LOG_WARNING),
};
#undef CONSTANT

}  // namespace

extern const ModuleSpec syslog_module = {
    .name = "syslog",
    .doc = "Messages for the system's log.",
    .state = &state_spec<SyslogState>,
    .functions = syslog_functions,
    .constants = syslog_constants,
};

}  // namespace minipy
