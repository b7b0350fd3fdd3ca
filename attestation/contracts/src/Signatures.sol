// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.27;

/// secp256k1 signatures as the formats spell them (docs/formats.md, 2): 65 bytes r, s, v; r and s
/// in 1..n-1, s at most n/2, v 27 or 28. Every digest has one acceptable signature per nonce, so
/// nobody can make a second one out of the first.
library Signatures {
    uint256 private constant N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    uint256 private constant HALF_N =
        0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// SIGNATURE_FORMAT: not 65 bytes with r, s in 1..n-1 and v 27 or 28.
    error SignatureFormat();
    /// SIGNATURE_HIGH_S: s above n/2.
    error SignatureHighS();
    /// SIGNER_MISMATCH: recovers to another address, or to none.
    error SignerMismatch(address expected, address actual);

    /// Reverts unless `signer` signed `digest`.
    function check(bytes32 digest, bytes calldata signature, address signer) internal pure {
        if (signature.length != 65) revert SignatureFormat();
        bytes32 r = bytes32(signature[0:32]);
        bytes32 s = bytes32(signature[32:64]);
        uint8 v = uint8(signature[64]);
        if (v != 27 && v != 28) revert SignatureFormat();
        if (r == 0 || uint256(r) >= N || s == 0 || uint256(s) >= N) revert SignatureFormat();
        if (uint256(s) > HALF_N) revert SignatureHighS();
        address actual = ecrecover(digest, v, r, s);
        // ecrecover answers zero for garbage: a zero signer must never match it.
        if (actual == address(0) || actual != signer) revert SignerMismatch(signer, actual);
    }
}
