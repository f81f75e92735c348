// SPDX-License-Identifier: MIT
// Type _ssl.MemoryBIO: bytes on their way between a connection and whoever carries them. An empty one is not at its
// end: there may be more later, until write_eof(). CPython: PySSLMemoryBIO in Modules/_ssl.c.
#include <climits>

#include "modules/crypto/ssl/errors.hpp"

namespace minipy::ssl {

namespace {

MemoryBio* bio_of(Object* self) { return static_cast<MemoryBio*>(self); }

Result<Object> make_bio(Type* type) {
    Ref<Object> made = TRY(allocate_instance(type));
    BIO* bio = BIO_new(BIO_s_mem());
    if (bio == nullptr) return raise_plain_ssl_error("failed to allocate BIO");
    bio_of(made.get())->bio.reset(bio);
    BIO_set_retry_read(bio);
    BIO_set_mem_eof_return(bio, -1);
    return made;
}

Result<Object> memory_bio_new(Type* type, const Arguments& arguments) {
    TRY(check_no_keywords("MemoryBIO", arguments));
    if (arguments.positional > 0) return raise(TypeError, "MemoryBIO() takes no positional arguments");
    return make_bio(type);
}

Result<Object> read(MemoryBio* self, int size) {
    int available = int(std::min<std::size_t>(BIO_ctrl_pending(self->bio.get()), INT_MAX));
    if (size < 0 || size > available) size = available;
    Ref<Bytes> bytes = TRY(Bytes::create(size));
    if (size == 0) return bytes;
    int count = BIO_read(self->bio.get(), bytes->data(), size);
    if (count < 0) return raise_ssl_error(Line::rarely);
    if (count == size) return bytes;
    return Bytes::copy({bytes->data(), std::size_t(count)});
}

Result<Object> write(MemoryBio* self, Object* data) {
    Buffer buffer;
    TRY(buffer.acquire(data));
    if (buffer.length() > INT_MAX) return raise(OverflowError, "string longer than {} bytes", INT_MAX);
    if (self->is_ended) return raise_plain_ssl_error("cannot write() after write_eof()");
    int count = BIO_write(self->bio.get(), buffer.data(), int(buffer.length()));
    if (count < 0) return raise_ssl_error(Line::rarely);
    return Int::from(count);
}

Result<void> write_eof(MemoryBio* self) {
    self->is_ended = true;
    BIO_clear_retry_flags(self->bio.get());
    BIO_set_mem_eof_return(self->bio.get(), 0);
    return {};
}

Result<Object> get_pending(Object* self) { return Int::from(Size(BIO_ctrl_pending(bio_of(self)->bio.get()))); }
Result<Object> get_eof(Object* self) {
    return to_bool(bio_of(self)->is_ended && BIO_ctrl_pending(bio_of(self)->bio.get()) == 0);
}

const Method memory_bio_methods[] = {
    {"read(self, size=-1, /)", bind<read>, "Takes at most so many bytes out; all of them when size is negative."},
    {"write(self, b, /)", bind<write>, "Puts bytes in, and gives their number."},
    {"write_eof(self, /)", bind<write_eof>, "Says that no more bytes will come."},
};
const Getter memory_bio_getters[] = {
    {"pending", get_pending, nullptr, "The number of bytes that are in it."},
    {"eof", get_eof, nullptr, "Whether all has been read and no more will come."},
};

const TypeSpec memory_bio_spec = {
    .name = "_ssl.MemoryBIO",
    .size = sizeof(MemoryBio),
    .slots = {.deallocate = destroy<MemoryBio>, .new_ = memory_bio_new},
    .methods = memory_bio_methods,
    .getters = memory_bio_getters,
};

}  // namespace

Type MemoryBio::type_object(memory_bio_spec);

}  // namespace minipy::ssl
