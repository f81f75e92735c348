// SPDX-License-Identifier: MIT
// A context's certificates: its own with their key, and those that are trusted. Files are read without the GIL; the
// library asks for the password of an encrypted key in the midst of that.
// CPython: Modules/_ssl.c. Next: context_callbacks.cpp.
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <climits>
#include <cstring>
#include <optional>

#include "modules/crypto/ssl/errors.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/text/codecs.hpp"
#include "vm/system_call.hpp"

namespace minipy::ssl {

namespace {

// ---------------------------------------------------------------- the password of a key

// Lives as long as the call that reads the files. `allowed` is that call's: the password callback takes the GIL back.
struct Password {
    Ref<Object> callable;
    Ref<Bytes> text;
    bool has_failed = false;  // a Python exception is pending
    std::optional<AllowThreads> allowed;
};

Result<Bytes> password_bytes(Object* object, const char* expected) {
    if (is<Str>(object)) return encode_utf8(cast<Str>(object), "strict");
    if (is<Bytes>(object)) return share(cast<Bytes>(object));
    if (auto* array = as<ByteArray>(object)) return Bytes::copy(array->view());
    return raise(TypeError, "{}", expected);
}

// The password's length; it is in `place` then.
Result<int> provide_password(Password* password, char* place, int room) {
    if (password->has_failed) return Failure{};
    if (password->callable) {
        Ref<Object> given = TRY(call(password->callable.get()));
        password->text = TRY(password_bytes(given.get(), "password callback must return a string"));
    }
    if (password->text->length > room) return raise(ValueError, "password cannot be longer than {} bytes", room);
    std::memcpy(place, password->text->data(), std::size_t(password->text->length));
    return int(password->text->length);
}

int password_callback(char* place, int room, int, void* data) {
    auto* password = static_cast<Password*>(data);
    password->allowed.reset();
    int length = -1;
    if (!password->has_failed) {
        Result<int> provided = provide_password(password, place, room);
        if (provided.ok()) length = provided.take();
        else password->has_failed = true;
    }
    password->allowed.emplace(Blocking::file);
    return length;
}

Result<void> accept_password(Password& password, Object* given) {
    if (is_none(given)) return {};
    if (TRY(is_callable(given))) password.callable = share(given);
    else password.text = TRY(password_bytes(given, "password should be a string or callable"));
    return {};
}

// Who reads keys of a context asks this password, for the time of the scope.
class AskPassword {
public:
    AskPassword(SSL_CTX* context, Password* password)
        : context_(context),
          callback_(SSL_CTX_get_default_passwd_cb(context)),
          data_(SSL_CTX_get_default_passwd_cb_userdata(context)) {
        if (!password->callable && !password->text) return;
        SSL_CTX_set_default_passwd_cb(context, password_callback);
        SSL_CTX_set_default_passwd_cb_userdata(context, password);
    }
    ~AskPassword() {
        SSL_CTX_set_default_passwd_cb(context_, callback_);
        SSL_CTX_set_default_passwd_cb_userdata(context_, data_);
    }
    AskPassword(const AskPassword&) = delete;
    AskPassword& operator=(const AskPassword&) = delete;

private:
    SSL_CTX* context_;
    pem_password_cb* callback_;
    void* data_;
};

// A file's name; TypeError: "certfile should be a valid filesystem path". Null: None was given.
Result<Bytes> parse_path(Object* object, const char* what) {
    Result<Bytes> name = file_name_encoded(object);
    if (name.ok()) return name;
    if (!catch_exception(TypeError)) return Failure{};
    return raise(TypeError, "{} should be a valid filesystem path", what);
}

// Calls `read` without the GIL; then what went wrong, if it did not answer 1.
template <class Read>
Result<void> read_files(Password& password, Line line, Read read) {
    ERR_clear_error();
    password.allowed.emplace(Blocking::file);
    errno = 0;
    int ok = read(), error = errno;
    password.allowed.reset();
    if (password.has_failed) {
        ERR_clear_error();
        return Failure{};
    }
    return ok == 1 ? Result<void>() : raise_system_or_ssl_error(error, line);
}

}  // namespace

Result<void> load_cert_chain(SslContext* self, Object* certfile, Object* keyfile, Object* password_object) {
    Ref<Bytes> certificates = TRY(parse_path(certfile, "certfile")), key = certificates;
    if (!is_none(keyfile)) key = TRY(parse_path(keyfile, "keyfile"));
    Password password;
    TRY(accept_password(password, password_object));
    SSL_CTX* context = self->context.get();
    AskPassword asks(context, &password);
    const char *certificates_name = certificates->data(), *key_name = key->data();
    TRY(read_files(password, Line::certificate_chain,
                   [=] { return SSL_CTX_use_certificate_chain_file(context, certificates_name); }));
    TRY(read_files(password, Line::private_key,
                   [=] { return SSL_CTX_use_PrivateKey_file(context, key_name, SSL_FILETYPE_PEM); }));
    if (SSL_CTX_check_private_key(context) != 1) return raise_ssl_error(Line::key_check);
    return {};
}

// ---------------------------------------------------------------- what is trusted

namespace {

X509* next_certificate(BIO* bio, int kind) {
    return kind == SSL_FILETYPE_ASN1 ? d2i_X509_bio(bio, nullptr) : PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
}

// What stops the reading of certificates when there are no more.
bool is_end_of_data(unsigned long code, int kind) {
    if (kind == SSL_FILETYPE_ASN1)
        return ERR_GET_LIB(code) == ERR_LIB_ASN1 && ERR_GET_REASON(code) == ASN1_R_HEADER_TOO_LONG;
    return ERR_GET_LIB(code) == ERR_LIB_PEM && ERR_GET_REASON(code) == PEM_R_NO_START_LINE;
}
bool is_there_already(unsigned long code) {
    return ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == X509_R_CERT_ALREADY_IN_HASH_TABLE;
}

Result<void> trust_data(SslContext* self, std::string_view data, int kind) {
    if (data.empty()) return raise(ValueError, "Empty certificate data");
    if (data.size() > INT_MAX) return raise(OverflowError, "Certificate data is too long.");
    OwnedBio bio(BIO_new_mem_buf(data.data(), int(data.size())));
    if (bio == nullptr) return raise_plain_ssl_error("Can't allocate buffer");
    X509_STORE* store = SSL_CTX_get_cert_store(self->context.get());
    int loaded = 0;
    ERR_clear_error();
    for (;; ++loaded) {
        Certificate certificate(next_certificate(bio.get(), kind));
        if (certificate == nullptr) break;
        if (X509_STORE_add_cert(store, certificate.get()) != 0) continue;
        if (!is_there_already(ERR_peek_last_error())) break;
        ERR_clear_error();
    }
    unsigned long code = ERR_peek_last_error();
    if (loaded == 0) {
        return raise_ssl_error(Line::no_certificate_data,
                               kind == SSL_FILETYPE_PEM ? "no start line: cadata does not contain a certificate"
                                                        : "not enough data: cadata does not contain a certificate");
    }
    if (code != 0 && !is_end_of_data(code, kind)) return raise_ssl_error(Line::certificate_data);
    ERR_clear_error();
    return {};
}

// Text is PEM, bytes are DER.
Result<void> trust_object(SslContext* self, Object* cadata) {
    constexpr const char* expected = "cadata should be an ASCII string or a bytes-like object";
    if (auto* text = as<Str>(cadata)) {
        if (!text->ascii) return raise(TypeError, "{}", expected);
        return trust_data(self, text->view(), SSL_FILETYPE_PEM);
    }
    Buffer buffer;
    if (!supports_buffer(cadata)) return raise(TypeError, "{}", expected);
    if (buffer.acquire(cadata).failed()) return Failure{};
    return trust_data(self, buffer.text(), SSL_FILETYPE_ASN1);
}

}  // namespace

Result<void> load_verify_locations(SslContext* self, Object* cafile, Object* capath, Object* cadata) {
    if (is_none(cafile) && is_none(capath) && is_none(cadata))
        return raise(TypeError, "cafile, capath and cadata cannot be all omitted");
    Ref<Bytes> file, folder;
    if (!is_none(cafile)) file = TRY(parse_path(cafile, "cafile"));
    if (!is_none(capath)) folder = TRY(parse_path(capath, "capath"));
    if (!is_none(cadata)) TRY(trust_object(self, cadata));
    if (!file && !folder) return {};
    const char *file_name = file ? file->data() : nullptr, *folder_name = folder ? folder->data() : nullptr;
    SSL_CTX* context = self->context.get();
    Password none_is_asked;
    return read_files(none_is_asked, Line::verify_locations,
                      [=] { return SSL_CTX_load_verify_locations(context, file_name, folder_name); });
}

Result<void> set_default_verify_paths(SslContext* self) {
    if (SSL_CTX_set_default_verify_paths(self->context.get()) == 0) return raise_ssl_error(Line::rarely);
    return {};
}

Result<Object> cert_store_stats(SslContext* self) {
    int certificates = 0, revocations = 0, authorities = 0;
    STACK_OF(X509_OBJECT)* objects = X509_STORE_get0_objects(SSL_CTX_get_cert_store(self->context.get()));
    for (int index = 0; index < sk_X509_OBJECT_num(objects); ++index) {
        X509_OBJECT* object = sk_X509_OBJECT_value(objects, index);
        if (X509_OBJECT_get_type(object) == X509_LU_CRL) ++revocations;
        if (X509_OBJECT_get_type(object) != X509_LU_X509) continue;
        ++certificates;
        authorities += X509_check_ca(X509_OBJECT_get0_X509(object)) != 0;
    }
    Ref<Dict> dict = Dict::create();
    TRY(dict_set(dict.get(), Str::from("x509").get(), Int::from(certificates).get()));
    TRY(dict_set(dict.get(), Str::from("crl").get(), Int::from(revocations).get()));
    TRY(dict_set(dict.get(), Str::from("x509_ca").get(), Int::from(authorities).get()));
    return dict;
}

Result<Object> get_ca_certs(SslContext* self, bool binary_form) {
    Ref<List> list = List::create();
    STACK_OF(X509_OBJECT)* objects = X509_STORE_get0_objects(SSL_CTX_get_cert_store(self->context.get()));
    for (int index = 0; index < sk_X509_OBJECT_num(objects); ++index) {
        X509_OBJECT* object = sk_X509_OBJECT_value(objects, index);
        X509* certificate = X509_OBJECT_get_type(object) == X509_LU_X509 ? X509_OBJECT_get0_X509(object) : nullptr;
        if (certificate == nullptr || X509_check_ca(certificate) == 0) continue;
        Ref<Object> shown = binary_form ? TRY(certificate_bytes(certificate)) : TRY(decode_certificate(certificate));
        TRY(list_append(list.get(), std::move(shown)));
    }
    return list;
}

}  // namespace minipy::ssl
