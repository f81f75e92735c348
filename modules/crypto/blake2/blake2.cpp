// SPDX-License-Identifier: MIT
// The arithmetic of BLAKE2, as RFC 7693 has it; blake2.hpp has the picture. Words lie in memory lowest byte first.
#include "modules/crypto/blake2/blake2.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace minipy::crypto {

namespace {

// Which words of the block each round uses, in which order.
constexpr std::uint8_t schedule[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

static_assert(std::endian::native == std::endian::little, "words are copied as they lie in memory");

template <class Width>
void mix(typename Width::Word* v, int a, int b, int c, int d, typename Width::Word x, typename Width::Word y) {
    v[a] += v[b] + x;
    v[d] = std::rotr(v[d] ^ v[a], Width::rotations[0]);
    v[c] += v[d];
    v[b] = std::rotr(v[b] ^ v[c], Width::rotations[1]);
    v[a] += v[b] + y;
    v[d] = std::rotr(v[d] ^ v[a], Width::rotations[2]);
    v[c] += v[d];
    v[b] = std::rotr(v[b] ^ v[c], Width::rotations[3]);
}

template <class Width>
void mix_round(typename Width::Word* v, const typename Width::Word* words, const std::uint8_t* order) {
    for (int column = 0; column < 4; ++column) {
        mix<Width>(v, column, column + 4, column + 8, column + 12, words[order[2 * column]],
                   words[order[2 * column + 1]]);
    }
    for (int diagonal = 0; diagonal < 4; ++diagonal) {
        mix<Width>(v, diagonal, (diagonal + 1) % 4 + 4, (diagonal + 2) % 4 + 8, (diagonal + 3) % 4 + 12,
                   words[order[2 * diagonal + 8]], words[order[2 * diagonal + 9]]);
    }
}

}  // namespace

template <class Width>
void Blake2Hash<Width>::mix_in(const unsigned char* block, std::size_t bytes, bool is_last) {
    Word words[16], v[16];
    std::memcpy(words, block, block_size);
    counter_[0] += Word(bytes);
    counter_[1] += counter_[0] < bytes;
    std::copy_n(state_, 8, v);
    std::copy_n(Width::initial, 8, v + 8);
    v[12] ^= counter_[0];
    v[13] ^= counter_[1];
    if (is_last) v[14] = Word(~v[14]);
    if (is_last && last_node_) v[15] = Word(~v[15]);
    for (int round = 0; round < Width::rounds; ++round) mix_round<Width>(v, words, schedule[round % 10]);
    for (int index = 0; index < 8; ++index) state_[index] ^= v[index] ^ v[index + 8];
}

template <class Width>
void Blake2Hash<Width>::start(const Blake2Parameters& parameters) {
    *this = {};
    digest_size_ = parameters.digest_size;
    last_node_ = parameters.last_node;
    unsigned char block[8 * sizeof(Word)] = {};
    auto key_size = static_cast<unsigned char>(parameters.key.size());
    const unsigned char bytes[] = {static_cast<unsigned char>(parameters.digest_size), key_size,
                                   static_cast<unsigned char>(parameters.fanout),
                                   static_cast<unsigned char>(parameters.depth)};
    std::memcpy(block, bytes, 4);
    std::memcpy(block + 4, &parameters.leaf_size, 4);
    std::memcpy(block + 8, &parameters.node_offset, Width::node_offset_bytes);
    block[8 + Width::node_offset_bytes] = static_cast<unsigned char>(parameters.node_depth);
    block[9 + Width::node_offset_bytes] = static_cast<unsigned char>(parameters.inner_size);
    parameters.salt.copy(reinterpret_cast<char*>(block + sizeof block - 2 * Width::salt_bytes), Width::salt_bytes);
    parameters.person.copy(reinterpret_cast<char*>(block + sizeof block - Width::salt_bytes), Width::salt_bytes);
    std::memcpy(state_, block, sizeof block);
    for (int index = 0; index < 8; ++index) state_[index] ^= Width::initial[index];
    if (key_size == 0) return;
    parameters.key.copy(reinterpret_cast<char*>(block_), block_size);  // the key is a block in front of the data
    filled_ = block_size;
}

template <class Width>
void Blake2Hash<Width>::read(std::string_view text) {
    while (!text.empty()) {
        if (filled_ == block_size) {
            mix_in(block_, block_size, false);
            filled_ = 0;
        }
        std::size_t count = text.copy(reinterpret_cast<char*>(block_ + filled_), block_size - filled_);
        filled_ += count;
        text.remove_prefix(count);
    }
}

template <class Width>
void Blake2Hash<Width>::finish(unsigned char* digest) {
    std::memset(block_ + filled_, 0, block_size - filled_);
    mix_in(block_, filled_, true);
    std::memcpy(digest, state_, sizeof state_);
}

template class Blake2Hash<Blake2b>;
template class Blake2Hash<Blake2s>;

}  // namespace minipy::crypto
