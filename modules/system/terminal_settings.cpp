// SPDX-License-Identifier: MIT
// Module termios: how a terminal treats what is typed and shown. Settings are a list of seven: flags for input, output,
// control and local modes, two speeds, and a list of control characters. CPython: Modules/termios.c.
#include <asm/ioctls.h>
#include <linux/serial.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <linux/tty.h>

#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "modules/system/posix/posix.hpp"
#include "runtime/bytes/bytes.hpp"

namespace minipy {

namespace {

struct TermiosState {
    static constexpr auto module = NativeModule::termios_module;
    Ref<Type> error;
    static constexpr auto references = field_list<&TermiosState::error>;
};

// termios.error(number, text), which is no OSError.
Failure raise_terminal_error() {
    Ref<Int> number = Int::from(errno);
    Ref<Str> text = Str::from(std::strerror(errno));
    Ref<Type> error = module_state<TermiosState>().error;
    return raise_instance(TRY(call(error ? error.get() : &OSError, {number.get(), text.get()})));
}

template <class Call>
Result<void> terminal_call(Call call) {
    if (TRY(system_call(Blocking::outside, call)) < 0) return raise_terminal_error();
    return {};
}

// ---------------------------------------------------------------- settings

// Two of the characters are numbers when the terminal does not collect lines.
bool is_number_place(const termios& settings, int place) {
    return (settings.c_lflag & ICANON) == 0 && (place == VMIN || place == VTIME);
}

Result<Object> tcgetattr_function(Object* fd) {
    int descriptor = TRY(posix::descriptor_argument(fd));
    termios settings{};
    TRY(terminal_call([&] { return tcgetattr(descriptor, &settings); }));
    Ref<List> characters = List::create();
    for (int place = 0; place < NCCS; ++place) {
        char character = char(settings.c_cc[place]);
        Ref<Object> shown = is_number_place(settings, place) ? Ref<Object>(Int::from(settings.c_cc[place]))
                                                             : Ref<Object>(TRY(Bytes::copy({&character, 1})));
        TRY(list_append(characters.get(), std::move(shown)));
    }
    Ref<List> attributes = List::create();
    for (std::uint64_t number : {settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag,
                                 cfgetispeed(&settings), cfgetospeed(&settings)})
        TRY(list_append(attributes.get(), Int::from_unsigned(number)));
    TRY(list_append(attributes.get(), characters));
    return attributes;
}

Result<cc_t> character_argument(Object* object) {
    if (auto* bytes = as<Bytes>(object); bytes != nullptr && bytes->length == 1) return cc_t(bytes->data()[0]);
    if (is<Int>(object)) return cc_t(TRY(to_int64(object)));
    return raise(TypeError, "tcsetattr: elements of attributes must be characters or integers");
}

Result<termios> settings_argument(int descriptor, Object* attributes) {
    auto* list = as<List>(attributes);
    if (list == nullptr || list->length != 7) return raise(TypeError, "tcsetattr, arg 3: must be 7 element list");
    Ref<Tuple> items = TRY(Tuple::from_iterable(list));
    termios settings{};
    TRY(terminal_call([&] { return tcgetattr(descriptor, &settings); }));  // what the list does not know stays
    std::int64_t numbers[6];
    for (Size place = 0; place < 6; ++place) numbers[place] = TRY(to_int64((*items)[place]));
    settings.c_iflag = tcflag_t(numbers[0]);
    settings.c_oflag = tcflag_t(numbers[1]);
    settings.c_cflag = tcflag_t(numbers[2]);
    settings.c_lflag = tcflag_t(numbers[3]);
    auto* characters = as<List>((*items)[6]);
    if (characters == nullptr || characters->length != NCCS)
        return raise(TypeError, "tcsetattr: attributes[6] must be {} element list", NCCS);
    Ref<Tuple> kept = TRY(Tuple::from_iterable(characters));
    for (Size place = 0; place < NCCS; ++place) settings.c_cc[place] = TRY(character_argument((*kept)[place]));
    if (cfsetispeed(&settings, speed_t(numbers[4])) < 0 || cfsetospeed(&settings, speed_t(numbers[5])) < 0)
        return raise_terminal_error();
    return settings;
}

Result<void> tcsetattr_function(Object* fd, int when, Object* attributes) {
    int descriptor = TRY(posix::descriptor_argument(fd));
    termios settings = TRY(settings_argument(descriptor, attributes));
    return terminal_call([&] { return tcsetattr(descriptor, when, &settings); });
}

// ---------------------------------------------------------------- what is on the way

Result<void> tcsendbreak_function(Object* fd, int duration) {
    int descriptor = TRY(posix::descriptor_argument(fd));
    return terminal_call([&] { return tcsendbreak(descriptor, duration); });
}
Result<void> tcdrain_function(Object* fd) {
    int descriptor = TRY(posix::descriptor_argument(fd));
    return terminal_call([&] { return tcdrain(descriptor); });
}
Result<void> tcflush_function(Object* fd, int queue) {
    int descriptor = TRY(posix::descriptor_argument(fd));
    return terminal_call([&] { return tcflush(descriptor, queue); });
}
Result<void> tcflow_function(Object* fd, int action) {
    int descriptor = TRY(posix::descriptor_argument(fd));
    return terminal_call([&] { return tcflow(descriptor, action); });
}

// ---------------------------------------------------------------- size

Result<Object> tcgetwinsize_function(Object* fd) {
    int descriptor = TRY(posix::descriptor_argument(fd));
    winsize size{};
    TRY(terminal_call([&] { return ioctl(descriptor, TIOCGWINSZ, &size); }));
    return posix::tuple_of_numbers({size.ws_row, size.ws_col});
}

Result<unsigned short> size_argument(std::int64_t number) {
    if (number < 0 || number > UINT16_MAX) return raise(OverflowError, "winsize value(s) out of range.");
    return static_cast<unsigned short>(number);
}

Failure no_two_items() { return raise(TypeError, "tcsetwinsize, arg 2: must be a two-item sequence"); }

Result<void> tcsetwinsize_function(Object* fd, Object* winsize_object) {
    int descriptor = TRY(posix::descriptor_argument(fd));
    if (winsize_object->type->slots.get_item == nullptr || is<Dict>(winsize_object)) return no_two_items();
    Ref<Tuple> pair = TRY(Tuple::from_iterable(winsize_object));
    if (pair->length != 2) return no_two_items();
    std::int64_t rows = TRY(to_int64((*pair)[0])), columns = TRY(to_int64((*pair)[1]));
    winsize size{};
    TRY(terminal_call([&] { return ioctl(descriptor, TIOCGWINSZ, &size); }));  // the size in pixels stays
    size.ws_row = TRY(size_argument(rows));
    size.ws_col = TRY(size_argument(columns));
    return terminal_call([&] { return ioctl(descriptor, TIOCSWINSZ, &size); });
}

const Method termios_functions[] = {
    {"tcgetattr(fd, /)", bind<tcgetattr_function>, "Gives the settings of a terminal as a list of seven."},
    {"tcsetattr(fd, when, attributes, /)", bind<tcsetattr_function>,
     "Changes the settings of a terminal: now, when output is done, or without what was typed meanwhile."},
    {"tcsendbreak(fd, duration, /)", bind<tcsendbreak_function>, "Sends a break, as long as duration says."},
    {"tcdrain(fd, /)", bind<tcdrain_function>, "Waits until all output has left."},
    {"tcflush(fd, queue, /)", bind<tcflush_function>, "Throws away input, output or both that are on the way."},
    {"tcflow(fd, action, /)", bind<tcflow_function>, "Halts input or output, or lets it go on."},
    {"tcgetwinsize(fd, /)", bind<tcgetwinsize_function>, "Gives the rows and columns of a terminal."},
    {"tcsetwinsize(fd, winsize, /)", bind<tcsetwinsize_function>,
     "Sets the rows and columns of a terminal, of which its programs are told by SIGWINCH."},
};

#define CONSTANT(name) \
    { #name, name }
constexpr Constant termios_constants[] = {
    CONSTANT(B0),
    CONSTANT(B1000000),
    CONSTANT(B110),
    CONSTANT(B115200),
    CONSTANT(B1152000),
    CONSTANT(B1200),
    CONSTANT(B134),
    CONSTANT(B150),
    CONSTANT(B1500000),
    CONSTANT(B1800),
    CONSTANT(B19200),
    CONSTANT(B200),
    CONSTANT(B2000000),
    CONSTANT(B230400),
    CONSTANT(B2400),
    CONSTANT(B2500000),
    CONSTANT(B300),
    CONSTANT(B3000000),
    CONSTANT(B3500000),
    CONSTANT(B38400),
    CONSTANT(B4000000),
    CONSTANT(B460800),
    CONSTANT(B4800),
    CONSTANT(B50),
    CONSTANT(B500000),
    CONSTANT(B57600),
    CONSTANT(B576000),
    CONSTANT(B600),
    CONSTANT(B75),
    CONSTANT(B921600),
    CONSTANT(B9600),
    CONSTANT(BRKINT),
    CONSTANT(BS0),
    CONSTANT(BS1),
    CONSTANT(BSDLY),
    CONSTANT(CBAUD),
    CONSTANT(CBAUDEX),
    CONSTANT(CDSUSP),
    CONSTANT(CEOF),
    CONSTANT(CEOL),
    CONSTANT(CEOT),
    CONSTANT(CERASE),
    CONSTANT(CFLUSH),
    CONSTANT(CIBAUD),
    CONSTANT(CINTR),
    CONSTANT(CKILL),
    CONSTANT(CLNEXT),
    CONSTANT(CLOCAL),
    CONSTANT(CQUIT),
    CONSTANT(CR0),
    CONSTANT(CR1),
    CONSTANT(CR2),
    CONSTANT(CR3),
    CONSTANT(CRDLY),
    CONSTANT(CREAD),
    CONSTANT(CRPRNT),
    CONSTANT(CRTSCTS),
    CONSTANT(CS5),
    CONSTANT(CS6),
    CONSTANT(CS7),
    CONSTANT(CS8),
    CONSTANT(CSIZE),
    CONSTANT(CSTART),
    CONSTANT(CSTOP),
    CONSTANT(CSTOPB),
    CONSTANT(CSUSP),
    CONSTANT(CWERASE),
    CONSTANT(ECHO),
    CONSTANT(ECHOCTL),
    CONSTANT(ECHOE),
    CONSTANT(ECHOK),
    CONSTANT(ECHOKE),
    CONSTANT(ECHONL),
    CONSTANT(ECHOPRT),
    CONSTANT(EXTA),
    CONSTANT(EXTB),
    CONSTANT(FF0),
    CONSTANT(FF1),
    CONSTANT(FFDLY),
    CONSTANT(FIOASYNC),
    CONSTANT(FIOCLEX),
    CONSTANT(FIONBIO),
    CONSTANT(FIONCLEX),
    CONSTANT(FIONREAD),
    CONSTANT(FLUSHO),
    CONSTANT(HUPCL),
    CONSTANT(ICANON),
    CONSTANT(ICRNL),
    CONSTANT(IEXTEN),
    CONSTANT(IGNBRK),
    CONSTANT(IGNCR),
    CONSTANT(IGNPAR),
    CONSTANT(IMAXBEL),
    CONSTANT(INLCR),
    CONSTANT(INPCK),
    CONSTANT(IOCSIZE_MASK),
    CONSTANT(IOCSIZE_SHIFT),
    CONSTANT(ISIG),
    CONSTANT(ISTRIP),
    CONSTANT(IUCLC),
    CONSTANT(IXANY),
    CONSTANT(IXOFF),
    CONSTANT(IXON),
    CONSTANT(NCC),
    CONSTANT(NCCS),
    CONSTANT(NL0),
    CONSTANT(NL1),
    CONSTANT(NLDLY),
    CONSTANT(NOFLSH),
    CONSTANT(N_MOUSE),
    CONSTANT(N_PPP),
    CONSTANT(N_SLIP),
    CONSTANT(N_STRIP),
    CONSTANT(N_TTY),
    CONSTANT(OCRNL),
    CONSTANT(OFDEL),
    CONSTANT(OFILL),
    CONSTANT(OLCUC),
    CONSTANT(ONLCR),
    CONSTANT(ONLRET),
    CONSTANT(ONOCR),
    CONSTANT(OPOST),
    CONSTANT(PARENB),
    CONSTANT(PARMRK),
    CONSTANT(PARODD),
    CONSTANT(PENDIN),
    CONSTANT(TAB0),
    CONSTANT(TAB1),
    CONSTANT(TAB2),
    CONSTANT(TAB3),
    CONSTANT(TABDLY),
    CONSTANT(TCFLSH),
    CONSTANT(TCGETA),
    CONSTANT(TCGETS),
    CONSTANT(TCIFLUSH),
    CONSTANT(TCIOFF),
    CONSTANT(TCIOFLUSH),
    CONSTANT(TCION),
    CONSTANT(TCOFLUSH),
    CONSTANT(TCOOFF),
    CONSTANT(TCOON),
    CONSTANT(TCSADRAIN),
    CONSTANT(TCSAFLUSH),
    CONSTANT(TCSANOW),
    CONSTANT(TCSBRK),
    CONSTANT(TCSBRKP),
    CONSTANT(TCSETA),
    CONSTANT(TCSETAF),
    CONSTANT(TCSETAW),
    CONSTANT(TCSETS),
    CONSTANT(TCSETSF),
    CONSTANT(TCSETSW),
    CONSTANT(TCXONC),
    CONSTANT(TIOCCONS),
    CONSTANT(TIOCEXCL),
    CONSTANT(TIOCGETD),
    CONSTANT(TIOCGICOUNT),
    CONSTANT(TIOCGLCKTRMIOS),
    CONSTANT(TIOCGPGRP),
    CONSTANT(TIOCGSERIAL),
    CONSTANT(TIOCGSOFTCAR),
    CONSTANT(TIOCGWINSZ),
    CONSTANT(TIOCINQ),
    CONSTANT(TIOCLINUX),
    CONSTANT(TIOCMBIC),
    CONSTANT(TIOCMBIS),
    CONSTANT(TIOCMGET),
    CONSTANT(TIOCMIWAIT),
    CONSTANT(TIOCMSET),
    CONSTANT(TIOCM_CAR),
    CONSTANT(TIOCM_CD),
    CONSTANT(TIOCM_CTS),
    CONSTANT(TIOCM_DSR),
    CONSTANT(TIOCM_DTR),
    CONSTANT(TIOCM_LE),
    CONSTANT(TIOCM_RI),
    CONSTANT(TIOCM_RNG),
    CONSTANT(TIOCM_RTS),
    CONSTANT(TIOCM_SR),
    CONSTANT(TIOCM_ST),
    CONSTANT(TIOCNOTTY),
    CONSTANT(TIOCNXCL),
    CONSTANT(TIOCOUTQ),
    CONSTANT(TIOCPKT),
    CONSTANT(TIOCPKT_DATA),
    CONSTANT(TIOCPKT_DOSTOP),
    CONSTANT(TIOCPKT_FLUSHREAD),
    CONSTANT(TIOCPKT_FLUSHWRITE),
    CONSTANT(TIOCPKT_NOSTOP),
    CONSTANT(TIOCPKT_START),
    CONSTANT(TIOCPKT_STOP),
    CONSTANT(TIOCSCTTY),
    CONSTANT(TIOCSERCONFIG),
    CONSTANT(TIOCSERGETLSR),
    CONSTANT(TIOCSERGETMULTI),
    CONSTANT(TIOCSERGSTRUCT),
    CONSTANT(TIOCSERGWILD),
    CONSTANT(TIOCSERSETMULTI),
    CONSTANT(TIOCSERSWILD),
    CONSTANT(TIOCSER_TEMT),
    CONSTANT(TIOCSETD),
    CONSTANT(TIOCSLCKTRMIOS),
    CONSTANT(TIOCSPGRP),
    CONSTANT(TIOCSSERIAL),
    CONSTANT(TIOCSSOFTCAR),
    CONSTANT(TIOCSTI),
    CONSTANT(TIOCSWINSZ),
    CONSTANT(TOSTOP),
    CONSTANT(VDISCARD),
    CONSTANT(VEOF),
    CONSTANT(VEOL),
    CONSTANT(VEOL2),
    CONSTANT(VERASE),
    CONSTANT(VINTR),
    CONSTANT(VKILL),
    CONSTANT(VLNEXT),
    CONSTANT(VMIN),
    CONSTANT(VQUIT),
    CONSTANT(VREPRINT),
    CONSTANT(VSTART),
    CONSTANT(VSTOP),
    CONSTANT(VSUSP),
    CONSTANT(VSWTC),
    CONSTANT(VT0),
    CONSTANT(VT1),
    CONSTANT(VTDLY),
    CONSTANT(VTIME),
    CONSTANT(VWERASE),
    CONSTANT(XCASE),
    CONSTANT(XTABS),
    {"VSWTCH", 7},
};
#undef CONSTANT

Result<void> termios_execute(Module* module) {
    Ref<Type>& error = module_state<TermiosState>().error;
    if (!error) error = TRY(make_exception_class("termios.error", {&Exception}));
    module->set("error", error.get());
    return {};
}

}  // namespace

extern const ModuleSpec termios_module = {
    .name = "termios",
    .doc = "How terminals treat what is typed and shown.",
    .state = &state_spec<TermiosState>,
    .functions = termios_functions,
    .constants = termios_constants,
    .exec = termios_execute,
};

}  // namespace minipy
