// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.27;

/// Who the enclave is (docs/formats.md, 2 and 3). Its EIP-712 digest is the enclave's name.
struct Keyset {
    address receiptSigner;
    bytes32 noteKey;
    bytes32 tlsKey;
    bytes32 sealKey;
    bytes32 models;
    bytes32 configuration;
    bytes32 build;
    uint64 notBefore; // seconds, inclusive
    uint64 notAfter; // seconds, inclusive
}

/// What one answer proves (docs/formats.md, 2 and 5).
struct Receipt {
    bytes32 enclave;
    uint64 sequence;
    uint64 issuedAt; // milliseconds
    bytes32 model;
    bytes32 request;
    bytes32 response;
    bytes32 input;
    bytes32 output;
    bytes32 parameters;
    bytes32 context;
    uint8 outcome; // 1 complete, 2 cut, 3 refused, 4 failed
    uint32 inputUnits;
    uint32 outputUnits;
}

/// The EIP-712 digests of the formats. The domain has neither chain nor contract: these are
/// statements of fact that hold on every chain and offline.
library Statements {
    bytes32 internal constant DOMAIN_SEPARATOR = keccak256(
        abi.encode(
            keccak256("EIP712Domain(string name,string version)"), keccak256("Aver"), keccak256("1")
        )
    );

    bytes32 internal constant KEYSET_TYPEHASH = keccak256(
        "Keyset(address receiptSigner,bytes32 noteKey,bytes32 tlsKey,bytes32 sealKey,bytes32 models,bytes32 configuration,bytes32 build,uint64 notBefore,uint64 notAfter)"
    );

    bytes32 internal constant RECEIPT_TYPEHASH = keccak256(
        "Receipt(bytes32 enclave,uint64 sequence,uint64 issuedAt,bytes32 model,bytes32 request,bytes32 response,bytes32 input,bytes32 output,bytes32 parameters,bytes32 context,uint8 outcome,uint32 inputUnits,uint32 outputUnits)"
    );

    /// The name of the enclave that has this keyset.
    function digest(Keyset calldata keyset) internal pure returns (bytes32) {
        return _digest(keccak256(abi.encode(KEYSET_TYPEHASH, keyset)));
    }

    /// What the enclave's receipt signer signs; also the entry in the enclave's log.
    function digest(Receipt calldata receipt) internal pure returns (bytes32) {
        return _digest(keccak256(abi.encode(RECEIPT_TYPEHASH, receipt)));
    }

    function _digest(bytes32 structHash) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR, structHash));
    }
}
