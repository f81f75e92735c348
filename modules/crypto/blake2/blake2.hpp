// SPDX-License-Identifier: MIT
// BLAKE2 (RFC 7693), in its two widths: BLAKE2b on words of 64 bits, BLAKE2s on words of 32. OpenSSL has both, but
// without salt, person and trees of hashes; so here it is as it stands in the RFC.
//
//      state h (8 words) = IV ⊕ parameters
//      each block of 16 words:   v (16 words) = h, IV ⊕ counter ⊕ flags
//                                rounds of 8 mixings: 4 columns, then 4 diagonals, of v
//                                h ⊕= both halves of v
//      digest = the first bytes of h
//
// The last block must be known to be the last: so a full block is only mixed in when more follows.
// CPython: Modules/_blake2/impl (the reference code). Next: blake2.cpp, module.cpp.
#pragma once

#include <cstdint>
#include <string_view>

namespace minipy::crypto {

struct Blake2b {
    using Word = std::uint64_t;
    static constexpr int rounds = 12;
    static constexpr int rotations[4] = {32, 24, 16, 63};
    static constexpr Word initial[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                                        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
    static constexpr int node_offset_bytes = 8, salt_bytes = 16;
};

struct Blake2s {
    using Word = std::uint32_t;
    static constexpr int rounds = 10;
    static constexpr int rotations[4] = {16, 12, 8, 7};
    static constexpr Word initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    static constexpr int node_offset_bytes = 6, salt_bytes = 8;
};

// What makes hashes of one text different; most is for trees, whose nodes are hashes of their children's digests.
struct Blake2Parameters {
    unsigned digest_size, fanout, depth, node_depth, inner_size;
    std::uint32_t leaf_size;
    std::uint64_t node_offset;
    bool last_node;
    std::string_view key, salt, person;
};

template <class Width>
class Blake2Hash {
public:
    using Word = typename Width::Word;
    static constexpr std::size_t block_size = 16 * sizeof(Word);
    static constexpr std::size_t longest_digest = 8 * sizeof(Word);

    void start(const Blake2Parameters& parameters);
    void read(std::string_view text);
    // The digest, in `longest_digest` bytes of which the first digest_size() count; after that it is used up.
    void finish(unsigned char* digest);
    unsigned digest_size() const { return digest_size_; }

private:
    void mix_in(const unsigned char* block, std::size_t bytes, bool is_last);

    Word state_[8];
    Word counter_[2];  // bytes that were read
    unsigned char block_[block_size];
    std::size_t filled_;
    unsigned digest_size_;
    bool last_node_;
};

}  // namespace minipy::crypto
