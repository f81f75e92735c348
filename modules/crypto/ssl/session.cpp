// SPDX-License-Identifier: MIT
// Type _ssl.SSLSession: what two sides have agreed on, for a later connection to go on with. It is a copy: the library
// changes the original. CPython: PySSLSession in Modules/_ssl.c. Next: memory_bio.cpp.
#include <cstring>

#include "modules/crypto/ssl/errors.hpp"

namespace minipy::ssl {

namespace {

SSL_SESSION* session_of(Object* self) { return static_cast<SslSession*>(self)->session.get(); }

std::string_view identifier(Object* self) {
    unsigned length = 0;
    const unsigned char* bytes = SSL_SESSION_get_id(session_of(self), &length);
    return {reinterpret_cast<const char*>(bytes), length};
}

Result<Object> session_compare(Object* left, Object* right, Comparison operation) {
    if (!is<SslSession>(left) || !is<SslSession>(right)) return not_implemented();
    if (operation != Comparison::equal && operation != Comparison::not_equal) return not_implemented();
    bool same = left == right || identifier(left) == identifier(right);
    return to_bool(same == (operation == Comparison::equal));
}

Result<Object> get_id(Object* self) { return Bytes::copy(identifier(self)); }
Result<Object> get_time(Object* self) { return Int::from(SSL_SESSION_get_time(session_of(self))); }
Result<Object> get_timeout(Object* self) { return Int::from(SSL_SESSION_get_timeout(session_of(self))); }
Result<Object> get_has_ticket(Object* self) { return to_bool(SSL_SESSION_has_ticket(session_of(self)) != 0); }
Result<Object> get_ticket_lifetime_hint(Object* self) {
    return Int::from_unsigned(SSL_SESSION_get_ticket_lifetime_hint(session_of(self)));
}

const Getter session_getters[] = {
    {"has_ticket", get_has_ticket, nullptr, "Whether the server keeps nothing: all is in what the client was given."},
    {"id", get_id, nullptr, "The name of the session."},
    {"ticket_lifetime_hint", get_ticket_lifetime_hint, nullptr, "The seconds that the ticket is good for."},
    {"time", get_time, nullptr, "When it was made, in seconds since 1970."},
    {"timeout", get_timeout, nullptr, "The seconds that it is good for."},
};

const TypeSpec session_spec = {
    .name = "_ssl.SSLSession",
    .size = sizeof(SslSession),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<SslSession>,
              .traverse = traverse_references<SslSession>,
              .clear = clear_references<SslSession>,
              .compare = session_compare},
    .getters = session_getters,
};

}  // namespace

Type SslSession::type_object(session_spec);

Result<Object> make_session(const SSL_SESSION* session, SslContext* context) {
    Ref<Object> made = TRY(allocate_instance(&SslSession::type_object));
    auto* self = cast<SslSession>(made.get());
    self->session.reset(SSL_SESSION_dup(session));
    if (self->session == nullptr) return raise_ssl_error(Line::rarely);
    self->context = share(context);
    return made;
}

}  // namespace minipy::ssl
