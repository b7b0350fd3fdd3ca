// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.27;

import {Keyset, Receipt, Statements} from "./Statements.sol";
import {Signatures} from "./Signatures.sol";

/// Checks receipts and their openings against a keyset that the caller brings.
///
/// Pure: no storage, no owner, no clock. What success proves: the holder of `keyset.receiptSigner`
/// signed exactly this receipt within the keyset's life. What it does not prove: that the keyset
/// lives in attested hardware, or that it has not been retired - ask a registry - and that the
/// context has not been used before - the consumer keeps count.
///
/// Every error stands for one reason code of docs/reason-codes.md, named in its comment.
contract AverReceipts {
    using Statements for Keyset;
    using Statements for Receipt;

    /// The formats' integers end here, so that every language can hold them.
    uint64 private constant MAX_INTEGER = (1 << 53) - 1;
    uint64 private constant MAX_LIFETIME = 31 days;

    /// KEYSET_ZERO_KEY: receiptSigner or noteKey is zero.
    error KeysetZeroKey();
    /// KEYSET_LIFETIME: notAfter not after notBefore, or more than 31 days later.
    error KeysetLifetime(uint64 notBefore, uint64 notAfter);
    /// FIELD_RANGE: a value outside its range.
    error FieldRange();
    /// ENCLAVE_MISMATCH: the receipt names another enclave than the keyset's digest.
    error EnclaveMismatch(bytes32 expected, bytes32 actual);
    /// RECEIPT_OUTSIDE_KEYSET: issuedAt outside notBefore..notAfter.
    error ReceiptOutsideKeyset(uint64 issuedAt, uint64 notBefore, uint64 notAfter);
    /// OPENING_MISMATCH: salt, tag and bytes do not give the commitment.
    error OpeningMismatch(bytes32 expected, bytes32 actual);

    /// The enclave's name: the digest of its keyset.
    function enclaveOf(Keyset calldata keyset) external pure returns (bytes32) {
        return keyset.digest();
    }

    /// The receipt's digest: what is signed, and its entry in the enclave's log.
    function digestOf(Receipt calldata receipt) external pure returns (bytes32) {
        return receipt.digest();
    }

    /// The commitment to `content` under `tag` (docs/formats.md, 5.1).
    function commitmentOf(bytes32 salt, uint8 tag, bytes calldata content)
        public
        pure
        returns (bytes32)
    {
        return sha256(abi.encodePacked(salt, tag, content));
    }

    /// Reverts with a typed reason unless the keyset's signer signed this receipt.
    /// @return enclave the keyset's digest, which the receipt names
    /// @return signer the address that signed
    function check(Keyset calldata keyset, Receipt calldata receipt, bytes calldata signature)
        public
        pure
        returns (bytes32 enclave, address signer)
    {
        _checkKeyset(keyset);
        _checkRanges(receipt);
        enclave = keyset.digest();
        if (receipt.enclave != enclave) revert EnclaveMismatch(enclave, receipt.enclave);
        signer = keyset.receiptSigner;
        Signatures.check(receipt.digest(), signature, signer);
        uint64 second = receipt.issuedAt / 1000;
        if (second < keyset.notBefore || second > keyset.notAfter) {
            revert ReceiptOutsideKeyset(receipt.issuedAt, keyset.notBefore, keyset.notAfter);
        }
    }

    /// Reverts unless salt, tag and bytes give the commitment.
    function checkOpening(bytes32 commitment, bytes32 salt, uint8 tag, bytes calldata content)
        public
        pure
    {
        bytes32 actual = commitmentOf(salt, tag, content);
        if (actual != commitment) revert OpeningMismatch(commitment, actual);
    }

    /// One opened commitment: the bytes that the holder discloses.
    struct Opening {
        bytes32 salt;
        uint8 tag;
        bytes content;
    }

    /// `check`, then both openings: this input gave this output.
    function checkAnswer(
        Keyset calldata keyset,
        Receipt calldata receipt,
        bytes calldata signature,
        Opening calldata input,
        Opening calldata output
    ) external pure returns (bytes32 enclave, address signer) {
        (enclave, signer) = check(keyset, receipt, signature);
        checkOpening(receipt.input, input.salt, input.tag, input.content);
        checkOpening(receipt.output, output.salt, output.tag, output.content);
    }

    function _checkKeyset(Keyset calldata keyset) private pure {
        if (keyset.receiptSigner == address(0) || keyset.noteKey == 0) revert KeysetZeroKey();
        if (keyset.notBefore > MAX_INTEGER || keyset.notAfter > MAX_INTEGER) revert FieldRange();
        if (
            keyset.notAfter <= keyset.notBefore
                || keyset.notAfter - keyset.notBefore > MAX_LIFETIME
        ) revert KeysetLifetime(keyset.notBefore, keyset.notAfter);
    }

    function _checkRanges(Receipt calldata receipt) private pure {
        if (receipt.sequence > MAX_INTEGER || receipt.issuedAt > MAX_INTEGER) revert FieldRange();
        if (receipt.outcome == 0 || receipt.outcome > 4) revert FieldRange();
        // Only an answer that no model gave may leave the model open.
        if (receipt.model == 0 && receipt.outcome < 3) revert FieldRange();
    }
}
