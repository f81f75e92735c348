// SPDX-License-Identifier: MIT
// What is in a certificate, as the dict that getpeercert() gives: names as tuples of tuples of pairs (a name is a path
// of steps, a step has one attribute or more), alternative names as pairs, addresses of services as tuples of texts.
// CPython: _decode_certificate() in Modules/_ssl.c. Next: context_certificates.cpp.
#include <openssl/x509v3.h>

#include "modules/crypto/ssl/errors.hpp"
#include "runtime/exceptions/warnings.hpp"

namespace minipy::ssl {

namespace {

std::string_view raw_text(const ASN1_STRING* string) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)), std::size_t(ASN1_STRING_length(string))};
}

// What `print` writes to a BIO in memory, as a str.
template <class Print>
Result<Str> printed(Print print) {
    OwnedBio bio(BIO_new(BIO_s_mem()));
    if (bio == nullptr) return raise_no_memory();
    print(bio.get());
    return text_in_bio(bio.get());
}

// ---------------------------------------------------------------- names

Result<Tuple> name_attribute(X509_NAME_ENTRY* entry) {
    Ref<Object> name = TRY(identifier_text(X509_NAME_ENTRY_get_object(entry), false));
    unsigned char* text = nullptr;
    int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry));
    if (length < 0) return raise_ssl_error(Line::rarely);
    Result<Str> decoded = Str::from_utf8({reinterpret_cast<char*>(text), std::size_t(length)});
    OPENSSL_free(text);
    Ref<Str> value = TRY(std::move(decoded));
    return Tuple::of({name.get(), value.get()});
}

// Attributes of one step follow each other and have its number.
Result<Object> name_tuple(X509_NAME* name) {
    Ref<List> steps = List::create(), step = List::create();
    int count = X509_NAME_entry_count(name), current = -1;
    for (int index = 0; index < count; ++index) {
        X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, index);
        if (current >= 0 && X509_NAME_ENTRY_set(entry) != current) {
            TRY(list_append(steps.get(), TRY(list_to_tuple(step.get()))));
            step = List::create();
        }
        current = X509_NAME_ENTRY_set(entry);
        TRY(list_append(step.get(), TRY(name_attribute(entry))));
    }
    if (step->length > 0) TRY(list_append(steps.get(), TRY(list_to_tuple(step.get()))));
    return list_to_tuple(steps.get());
}

// ---------------------------------------------------------------- alternative names

std::string address_text(std::string_view bytes) {
    auto byte = [&](std::size_t index) { return unsigned(static_cast<unsigned char>(bytes[index])); };
    if (bytes.size() == 4) return format_text("{}.{}.{}.{}", byte(0), byte(1), byte(2), byte(3));
    if (bytes.size() != 16) return "<INVALID>";
    std::string text;
    for (std::size_t index = 0; index < 16; index += 2)
        text += format_text("{}{:X}", index == 0 ? "" : ":", byte(index) << 8 | byte(index + 1));
    return text;
}

// Other kinds as OpenSSL prints them: "kind:value".
Result<Tuple> printed_name(GENERAL_NAME* name) {
    if (name->type != GEN_OTHERNAME && name->type != GEN_X400 && name->type != GEN_EDIPARTY)
        TRY(warn(RuntimeWarning, format_text("Unknown general name type {}", name->type), 1));
    Ref<Str> text = TRY(printed([&](BIO* bio) { GENERAL_NAME_print(bio, name); }));
    std::string_view whole = text->view();
    std::size_t colon = whole.find(':');
    if (colon == std::string_view::npos) return raise(ValueError, "Invalid value {}", whole.substr(0, 200));
    Ref<Str> kind = TRY(Str::from_utf8(whole.substr(0, colon))), value = TRY(Str::from_utf8(whole.substr(colon + 1)));
    return Tuple::of({kind.get(), value.get()});
}

Result<Tuple> pair(const char* kind, Ref<Object> value) { return Tuple::of({Str::from(kind).get(), value.get()}); }

Result<Tuple> alternative_name(GENERAL_NAME* name) {
    switch (name->type) {
        case GEN_DIRNAME: return pair("DirName", TRY(name_tuple(name->d.dirn)));
        case GEN_EMAIL: return pair("email", TRY(Str::from_utf8(raw_text(name->d.rfc822Name))));
        case GEN_DNS: return pair("DNS", TRY(Str::from_utf8(raw_text(name->d.dNSName))));
        case GEN_URI: return pair("URI", TRY(Str::from_utf8(raw_text(name->d.uniformResourceIdentifier))));
        case GEN_RID: {
            Ref<Str> text = TRY(printed([&](BIO* bio) { i2a_ASN1_OBJECT(bio, name->d.rid); }));
            return pair("Registered ID", std::move(text));
        }
        case GEN_IPADD: return pair("IP Address", Str::from(address_text(raw_text(name->d.iPAddress))));
        default: return printed_name(name);
    }
}

// None: there are no such names.
Result<Object> alternative_names(X509* certificate) {
    Owned<GENERAL_NAMES, GENERAL_NAMES_free> names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    if (names == nullptr) return none();
    Ref<List> list = List::create();
    for (int index = 0; index < sk_GENERAL_NAME_num(names.get()); ++index)
        TRY(list_append(list.get(), TRY(alternative_name(sk_GENERAL_NAME_value(names.get(), index)))));
    return list_to_tuple(list.get());
}

// ---------------------------------------------------------------- addresses of services

Result<void> append_address(List* list, const GENERAL_NAME* name) {
    if (name->type != GEN_URI) return {};
    return list_append(list, TRY(Str::from_utf8(raw_text(name->d.uniformResourceIdentifier))));
}
Result<Object> tuple_or_none(List* list) {
    if (list->length == 0) return none();
    return list_to_tuple(list);
}

// Where to ask about the certificate (NID_ad_OCSP), or to get its issuer's (NID_ad_ca_issuers).
Result<Object> information_addresses(X509* certificate, int kind) {
    Owned<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free> access(
        static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr)));
    if (access == nullptr) return none();
    Ref<List> list = List::create();
    for (int index = 0; index < sk_ACCESS_DESCRIPTION_num(access.get()); ++index) {
        ACCESS_DESCRIPTION* description = sk_ACCESS_DESCRIPTION_value(access.get(), index);
        if (OBJ_obj2nid(description->method) == kind) TRY(append_address(list.get(), description->location));
    }
    return tuple_or_none(list.get());
}

// Where lists of certificates that are no longer good are found.
Result<Object> revocation_lists(X509* certificate) {
    Owned<CRL_DIST_POINTS, CRL_DIST_POINTS_free> points(
        static_cast<CRL_DIST_POINTS*>(X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr)));
    if (points == nullptr) return none();
    Ref<List> list = List::create();
    for (int index = 0; index < sk_DIST_POINT_num(points.get()); ++index) {
        DIST_POINT* point = sk_DIST_POINT_value(points.get(), index);
        bool has_full_names = point->distpoint != nullptr && point->distpoint->type == 0;
        GENERAL_NAMES* names = has_full_names ? point->distpoint->name.fullname : nullptr;
        for (int place = 0; place < sk_GENERAL_NAME_num(names); ++place)
            TRY(append_address(list.get(), sk_GENERAL_NAME_value(names, place)));
    }
    return tuple_or_none(list.get());
}

// ---------------------------------------------------------------- the dict

Result<void> add_field(Dict* fields, const char* name, Object* value) {
    return dict_set(fields, Str::interned_from(name).get(), value);
}
Result<void> add_if_there(Dict* fields, const char* name, Ref<Object> value) {
    return is_none(value.get()) ? Result<void>() : add_field(fields, name, value.get());
}

}  // namespace

Result<Object> identifier_text(const ASN1_OBJECT* object, bool as_numbers) {
    int length = OBJ_obj2txt(nullptr, 0, object, as_numbers);
    if (length < 0) return raise_ssl_error(Line::rarely);
    if (length == 0) return none();
    Ref<Bytes> text = TRY(Bytes::create(length + 1));
    OBJ_obj2txt(text->data(), length + 1, object, as_numbers);
    return Str::from_utf8(text->view().substr(0, std::size_t(length)));
}

Result<Object> decode_certificate(X509* certificate) {
    Ref<Dict> fields = Dict::create();
    TRY(add_field(fields.get(), "subject", TRY(name_tuple(X509_get_subject_name(certificate))).get()));
    TRY(add_field(fields.get(), "issuer", TRY(name_tuple(X509_get_issuer_name(certificate))).get()));
    TRY(add_field(fields.get(), "version", Int::from(X509_get_version(certificate) + 1).get()));
    Ref<Str> serial = TRY(printed([=](BIO* bio) { i2a_ASN1_INTEGER(bio, X509_get_serialNumber(certificate)); }));
    TRY(add_field(fields.get(), "serialNumber", serial.get()));
    Ref<Str> begin = TRY(printed([=](BIO* bio) { ASN1_TIME_print(bio, X509_get0_notBefore(certificate)); }));
    TRY(add_field(fields.get(), "notBefore", begin.get()));
    Ref<Str> end = TRY(printed([=](BIO* bio) { ASN1_TIME_print(bio, X509_get0_notAfter(certificate)); }));
    TRY(add_field(fields.get(), "notAfter", end.get()));
    TRY(add_if_there(fields.get(), "subjectAltName", TRY(alternative_names(certificate))));
    TRY(add_if_there(fields.get(), "OCSP", TRY(information_addresses(certificate, NID_ad_OCSP))));
    TRY(add_if_there(fields.get(), "caIssuers", TRY(information_addresses(certificate, NID_ad_ca_issuers))));
    TRY(add_if_there(fields.get(), "crlDistributionPoints", TRY(revocation_lists(certificate))));
    ERR_clear_error();
    return fields;
}

}  // namespace minipy::ssl
