// SPDX-License-Identifier: MIT
// Functions of _ssl that need no connection: random numbers, identifiers, where the system keeps its certificates.
// CPython: Modules/_ssl.c. Next: module.cpp.
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <climits>

#include "modules/crypto/ssl/errors.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy::ssl {

namespace {

// ---------------------------------------------------------------- random numbers

Result<Object> random_bytes(int count) {
    if (count < 0) return raise(ValueError, "num must be positive");
    Ref<Bytes> bytes = TRY(Bytes::create(count));
    ERR_clear_error();
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes->data()), count) == 1) return bytes;
    unsigned long code = ERR_get_error();
    Ref<Object> reason = text_or_none(ERR_reason_error_string(code));
    Ref<Int> number = Int::from_unsigned(code);
    Ref<Object> error = TRY(call(&ssl_error_type, {number.get(), reason.get()}));
    return raise_instance(std::move(error));
}

// Where numbers need not be unpredictable. They are all the same.
Result<Object> random_pseudo_bytes(int count) {
    TRY(warn(DeprecationWarning, "ssl.RAND_pseudo_bytes() is deprecated", 1));
    Ref<Object> bytes = TRY(random_bytes(count));
    return Tuple::of({bytes.get(), &True});
}

Result<void> random_add(Object* string, double entropy) {
    Buffer buffer;
    Ref<Object> source = share(string);
    if (auto* text = as<Str>(string)) source = TRY(encode_utf8(text, "strict"));
    TRY(buffer.acquire(source.get()));
    std::string_view rest = buffer.text();
    do {
        std::size_t count = std::min<std::size_t>(rest.size(), INT_MAX);
        RAND_add(rest.data(), int(count), entropy);
        rest.remove_prefix(count);
    } while (!rest.empty());
    return {};
}

Result<bool> random_status() { return RAND_status() == 1; }

// ---------------------------------------------------------------- identifiers

// (number, short name, long name, dotted numbers)
Result<Object> identifier_tuple(const ASN1_OBJECT* object) {
    int number = OBJ_obj2nid(object);
    if (number == NID_undef) return raise(ValueError, "Unknown object");
    Ref<Int> first = Int::from(number);
    Ref<Object> short_name = text_or_none(OBJ_nid2sn(number)), long_name = text_or_none(OBJ_nid2ln(number));
    Ref<Object> numbers = TRY(identifier_text(object, true));
    return Tuple::of({first.get(), short_name.get(), long_name.get(), numbers.get()});
}

Result<Object> txt2obj(Object* txt, bool name) {
    if (!is<Str>(txt)) {
        return raise(TypeError, "txt2obj() argument 'txt' must be str, not {}", is_none(txt) ? "None" : type_name(txt));
    }
    Ref<Bytes> text = TRY(network::parse_text(txt, ""));
    Owned<ASN1_OBJECT, ASN1_OBJECT_free> object(OBJ_txt2obj(text->data(), name ? 0 : 1));
    if (object != nullptr) return identifier_tuple(object.get());
    ERR_clear_error();
    return raise(ValueError, "unknown object '{}'", text->view().substr(0, 100));
}

Result<Object> nid2obj(int nid) {
    if (nid < NID_undef) return raise(ValueError, "NID must be positive.");
    const ASN1_OBJECT* object = OBJ_nid2obj(nid);
    if (object != nullptr) return identifier_tuple(object);
    ERR_clear_error();
    return raise(ValueError, "unknown NID {}", nid);
}

// ---------------------------------------------------------------- certificates

Result<Object> default_verify_paths() {
    auto file_name = [](const char* text) -> Result<Object> {
        if (text == nullptr) return none();
        return decode_utf8(text, "surrogateescape");
    };
    Ref<Object> file_variable = TRY(file_name(X509_get_default_cert_file_env()));
    Ref<Object> file = TRY(file_name(X509_get_default_cert_file()));
    Ref<Object> folder_variable = TRY(file_name(X509_get_default_cert_dir_env()));
    Ref<Object> folder = TRY(file_name(X509_get_default_cert_dir()));
    return Tuple::of({file_variable.get(), file.get(), folder_variable.get(), folder.get()});
}

Result<Object> decode_certificate_file(Object* path) {
    Ref<Bytes> name = TRY(network::parse_file_name(path));
    OwnedBio file(BIO_new_file(name->data(), "r"));
    ERR_clear_error();
    if (file == nullptr) return raise_plain_ssl_error("Can't open file");
    Certificate certificate(PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    if (certificate == nullptr) return raise_plain_ssl_error("Error decoding PEM-encoded file");
    return decode_certificate(certificate.get());
}

const Method ssl_functions[] = {
    {"_test_decode_cert(path, /)", bind<decode_certificate_file>, "Gives what is in the certificate of a file."},
    {"RAND_add(string, entropy, /)", bind<random_add>, "Mixes bytes into the source of random numbers."},
    {"RAND_bytes(n, /)", bind<random_bytes>, "Gives so many bytes that nobody can predict."},
    {"RAND_pseudo_bytes(n, /)", bind<random_pseudo_bytes>, "Gives random bytes, and whether nobody can predict them."},
    {"RAND_status()", bind<random_status>, "Tells whether there is enough that nobody knows."},
    {"get_default_verify_paths()", bind<default_verify_paths>,
     "Gives the variables and paths by which trusted certificates are found."},
    {"txt2obj(txt, name=False)", bind<txt2obj>, "Finds an identifier by its numbers, or by its name."},
    {"nid2obj(nid, /)", bind<nid2obj>, "Finds an identifier by OpenSSL's number for it."},
};

}  // namespace

const ModuleSpec functions_part = {.functions = ssl_functions};

}  // namespace minipy::ssl
