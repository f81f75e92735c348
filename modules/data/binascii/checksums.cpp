// SPDX-License-Identifier: MIT
// CRC-32 (zip, gzip, PNG) and the CRC of BinHex: the remainder of the data, taken as a polynomial over bits, divided
// by a fixed one. A table has the remainder of each byte, so that a step takes a byte, not a bit; the CRC-32 has eight
// tables and takes eight bytes a step ("slicing-by-8"). CPython: Modules/binascii.c, zlib. Next: binascii.cpp.
#include <array>
#include <bit>
#include <cstring>

#include "modules/data/binascii/encodings.hpp"

namespace minipy::binascii {

namespace {

constexpr std::uint32_t crc32_polynomial = 0xEDB88320;  // lowest coefficient in the highest bit
constexpr std::uint16_t hqx_polynomial = 0x1021;

using Crc32Tables = std::array<std::array<std::uint32_t, 256>, 8>;

// Table n: what a byte contributes that is followed by n others.
constexpr Crc32Tables crc32_tables = [] {
    Crc32Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t remainder = byte;
        for (int bit = 0; bit < 8; ++bit) remainder = remainder >> 1 ^ ((remainder & 1) != 0 ? crc32_polynomial : 0);
        tables[0][byte] = remainder;
    }
    for (std::size_t followers = 1; followers < tables.size(); ++followers) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            std::uint32_t before = tables[followers - 1][byte];
            tables[followers][byte] = before >> 8 ^ tables[0][before & 255];
        }
    }
    return tables;
}();

constexpr std::array<std::uint16_t, 256> hqx_table = [] {
    std::array<std::uint16_t, 256> table{};
    for (unsigned byte = 0; byte < 256; ++byte) {
        unsigned remainder = byte << 8;
        for (int bit = 0; bit < 8; ++bit) remainder = remainder << 1 ^ ((remainder & 0x8000) != 0 ? hqx_polynomial : 0);
        table[byte] = std::uint16_t(remainder);
    }
    return table;
}();

}  // namespace

std::uint32_t crc32(std::string_view data, std::uint32_t crc) {
    static_assert(std::endian::native == std::endian::little);
    crc = ~crc;
    for (; data.size() >= 8; data.remove_prefix(8)) {
        std::uint64_t eight;
        std::memcpy(&eight, data.data(), sizeof eight);
        eight ^= crc;
        crc = 0;
        for (int byte = 0; byte < 8; ++byte) crc ^= crc32_tables[std::size_t(7 - byte)][eight >> (8 * byte) & 255];
    }
    for (char byte : data) crc = crc >> 8 ^ crc32_tables[0][(crc ^ static_cast<unsigned char>(byte)) & 255];
    return ~crc;
}

std::uint16_t crc_hqx(std::string_view data, std::uint16_t crc) {
    for (char byte : data)
        crc = std::uint16_t(crc << 8 ^ hqx_table[(crc >> 8 ^ static_cast<unsigned char>(byte)) & 255]);
    return crc;
}

}  // namespace minipy::binascii
