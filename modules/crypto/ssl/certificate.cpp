// SPDX-License-Identifier: MIT
// Type _ssl.Certificate: one certificate of a chain, as it is. CPython: Modules/_ssl/cert.c. Next:
// certificate_fields.cpp, which reads what is in it.
#include <openssl/pem.h>

#include "modules/crypto/ssl/errors.hpp"

namespace minipy::ssl {

namespace {

struct CertificateObject : Object {
    Certificate certificate;
    static constexpr Type& type_object = certificate_type;
};
X509* x509_of(Object* self) { return static_cast<CertificateObject*>(self)->certificate.get(); }

constexpr int encoding_pem = X509_FILETYPE_PEM, encoding_der = X509_FILETYPE_ASN1;

Result<Object> public_bytes(CertificateObject* self, int format) {
    if (format == encoding_der) return certificate_bytes(self->certificate.get());
    if (format != encoding_pem) return raise(ValueError, "Unsupported format");
    OwnedBio bio(BIO_new(BIO_s_mem()));
    if (bio == nullptr || PEM_write_bio_X509(bio.get(), self->certificate.get()) == 0)
        return raise_ssl_error(Line::rarely);
    return text_in_bio(bio.get());
}

Result<Object> get_info(CertificateObject* self) { return decode_certificate(self->certificate.get()); }

Result<Object> certificate_repr(Object* self) {
    OwnedBio bio(BIO_new(BIO_s_mem()));
    constexpr unsigned long style = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;
    if (bio == nullptr || X509_NAME_print_ex(bio.get(), X509_get_subject_name(x509_of(self)), 0, style) < 0)
        return raise_ssl_error(Line::rarely);
    Ref<Str> subject = TRY(text_in_bio(bio.get()));
    return Str::from(format_text("<{} '{}'>", type_name(self), subject.get()));
}

Result<Hash> certificate_hash(Object* self) {
    auto hash = Hash(X509_subject_name_hash(x509_of(self)));
    return hash == -1 ? Hash(-2) : hash;
}

Result<Object> certificate_compare(Object* left, Object* right, Comparison operation) {
    bool is_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!is_equality || !is<CertificateObject>(right)) return not_implemented();
    bool same = X509_cmp(x509_of(left), x509_of(right)) == 0;
    return to_bool(same == (operation == Comparison::equal));
}

const Method certificate_methods[] = {
    {"public_bytes(self, /, format=1)", bind<public_bytes>, "Gives it as PEM text, or as DER bytes."},
    {"get_info(self, /)", bind<get_info>, "Gives what is in it, as a dict."},
};

const TypeSpec certificate_spec = {
    .name = "_ssl.Certificate",
    .size = sizeof(CertificateObject),
    .flags = TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<CertificateObject>,
              .repr = certificate_repr,
              .hash = certificate_hash,
              .compare = certificate_compare},
    .methods = certificate_methods,
};

}  // namespace

Type certificate_type(certificate_spec);

Result<Object> make_certificate(X509* certificate) {
    Ref<Object> made = TRY(allocate_instance(&certificate_type));
    X509_up_ref(certificate);
    cast<CertificateObject>(made.get())->certificate.reset(certificate);
    return made;
}

Result<Object> certificate_bytes(X509* certificate) {
    int size = i2d_X509(certificate, nullptr);
    if (size < 0) return raise_ssl_error(Line::rarely);
    Ref<Bytes> bytes = TRY(Bytes::create(size));
    auto* place = reinterpret_cast<unsigned char*>(bytes->data());
    i2d_X509(certificate, &place);
    return bytes;
}

Result<Str> text_in_bio(BIO* bio) {
    char* data = nullptr;
    long size = BIO_get_mem_data(bio, &data);
    return Str::from_utf8({data, std::size_t(size)});
}

}  // namespace minipy::ssl
