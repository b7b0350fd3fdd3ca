// SPDX-License-Identifier: Apache-2.0
package dev.aver.contracts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.json.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.response.PollingTransactionReceiptProcessor;

/** The contract {@code AverReceipts}, compiled by npm's solc and deployed to a real node. */
public final class ReceiptsOnChain implements AutoCloseable {
  private static final BigInteger DEPLOY_GAS = BigInteger.valueOf(5_000_000);

  /** The contract's errors, and the reason code that each stands for. */
  private static final Map<String, Reason> ERRORS =
      Map.of(
          "SignatureFormat()", Reason.SIGNATURE_FORMAT,
          "SignatureHighS()", Reason.SIGNATURE_HIGH_S,
          "SignerMismatch(address,address)", Reason.SIGNER_MISMATCH,
          "KeysetZeroKey()", Reason.KEYSET_ZERO_KEY,
          "KeysetLifetime(uint64,uint64)", Reason.KEYSET_LIFETIME,
          "FieldRange()", Reason.FIELD_RANGE,
          "EnclaveMismatch(bytes32,bytes32)", Reason.ENCLAVE_MISMATCH,
          "ReceiptOutsideKeyset(uint64,uint64,uint64)", Reason.RECEIPT_OUTSIDE_KEYSET,
          "OpeningMismatch(bytes32,bytes32)", Reason.OPENING_MISMATCH);

  private static final Map<String, Reason> BY_SELECTOR =
      ERRORS.entrySet().stream()
          .collect(Collectors.toMap(e -> selector(e.getKey()), Map.Entry::getValue));

  private final Web3j web3;
  private final String contract;
  private final String account;

  private ReceiptsOnChain(Web3j web3, String contract, String account) {
    this.web3 = web3;
    this.contract = contract;
    this.account = account;
  }

  /** Compiles the contract and deploys it from the node's first account. */
  public static ReceiptsOnChain deploy(Anvil node) throws Exception {
    Tools.run("node", "compile.mjs", "target/solidity");
    var bytecode = member(Tools.folder().resolve("target/solidity/AverReceipts.json"), "bytecode");
    var web3 = Web3j.build(new HttpService(node.address().toString()));
    var account = web3.ethAccounts().send().getAccounts().getFirst();
    var sent =
        web3.ethSendTransaction(
                Transaction.createContractTransaction(
                    account, null, null, DEPLOY_GAS, BigInteger.ZERO, bytecode))
            .send();
    if (sent.hasError()) {
      throw new IOException("deployment: " + sent.getError().getMessage());
    }
    var receipt =
        new PollingTransactionReceiptProcessor(web3, 100, 600)
            .waitForTransactionReceipt(sent.getTransactionHash());
    return new ReceiptsOnChain(web3, receipt.getContractAddress(), account);
  }

  /** What a check on chain says: the enclave and the signer, or the reason of the revert. */
  public record Answer(Optional<Reason> refused, Digest enclave, String signer) {
    /** Whether the contract accepted. */
    public boolean accepted() {
      return refused.isEmpty();
    }
  }

  /** {@code check(keyset, receipt, signature)} of the JSON documents' members. */
  public Answer check(Json.Obj keyset, Json.Obj receipt, Bytes signature) throws IOException {
    return answer(
        call(
            "check",
            List.of(keyset(keyset), receipt(receipt), new DynamicBytes(signature.toArray()))));
  }

  /** {@code checkAnswer(…)}: the receipt and the openings of input and output. */
  public Answer checkAnswer(
      Json.Obj keyset, Json.Obj receipt, Bytes signature, Opened input, Opened output)
      throws IOException {
    return answer(
        call(
            "checkAnswer",
            List.of(
                keyset(keyset),
                receipt(receipt),
                new DynamicBytes(signature.toArray()),
                input.encoded(),
                output.encoded())));
  }

  /** {@code checkOpening(commitment, salt, tag, content)}. */
  public Optional<Reason> checkOpening(Digest commitment, Opened opened) throws IOException {
    return call(
            "checkOpening",
            List.of(
                bytes32(commitment),
                bytes32(opened.salt()),
                new Uint8(opened.tag()),
                new DynamicBytes(opened.content().toArray())))
        .refused();
  }

  /** {@code enclaveOf(keyset)}. */
  public Digest enclaveOf(Json.Obj keyset) throws IOException {
    return word(call("enclaveOf", List.of(keyset(keyset))).data(), 0);
  }

  /** {@code digestOf(receipt)}. */
  public Digest digestOf(Json.Obj receipt) throws IOException {
    return word(call("digestOf", List.of(receipt(receipt))).data(), 0);
  }

  @Override
  public void close() {
    web3.shutdown();
  }

  /** A disclosed commitment. */
  public record Opened(Digest salt, int tag, Bytes content) {
    private DynamicStruct encoded() {
      return new DynamicStruct(bytes32(salt), new Uint8(tag), new DynamicBytes(content.toArray()));
    }
  }

  private record Returned(Optional<Reason> refused, String data) {}

  private Returned call(String method, List<Type<?>> arguments) throws IOException {
    var response =
        web3.ethCall(
                Transaction.createEthCallTransaction(account, contract, encode(method, arguments)),
                DefaultBlockParameterName.LATEST)
            .send();
    if (!response.hasError()) {
      return new Returned(Optional.empty(), response.getValue());
    }
    var data = String.valueOf(response.getError().getData()).replace("\"", "");
    var reason = data.length() < 10 ? null : BY_SELECTOR.get(data.substring(0, 10));
    if (reason == null) {
      throw new IOException(
          method + " reverted without a known reason: " + response.getError().getMessage());
    }
    return new Returned(Optional.of(reason), "0x");
  }

  private static Answer answer(Returned returned) {
    if (returned.refused().isPresent()) {
      return new Answer(returned.refused(), Digest.ZERO, "");
    }
    var signer = word(returned.data(), 1).bytes().slice(12, 32).prefixedHex();
    return new Answer(Optional.empty(), word(returned.data(), 0), signer);
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // web3j's own signature is raw
  private static String encode(String method, List<Type<?>> arguments) {
    return FunctionEncoder.encode(new Function(method, (List) arguments, List.of()));
  }

  private static StaticStruct keyset(Json.Obj keyset) {
    return new StaticStruct(
        new Address(text(keyset, "receiptSigner")),
        bytes32(keyset, "noteKey"),
        bytes32(keyset, "tlsKey"),
        bytes32(keyset, "sealKey"),
        bytes32(keyset, "models"),
        bytes32(keyset, "configuration"),
        bytes32(keyset, "build"),
        new Uint64(integer(keyset, "notBefore")),
        new Uint64(integer(keyset, "notAfter")));
  }

  private static StaticStruct receipt(Json.Obj receipt) {
    return new StaticStruct(
        Stream.of(
                Stream.of(bytes32(receipt, "enclave")),
                Stream.of("sequence", "issuedAt").map(name -> new Uint64(integer(receipt, name))),
                Stream.of(
                        "model", "request", "response", "input", "output", "parameters", "context")
                    .map(name -> bytes32(receipt, name)),
                Stream.of(new Uint8(integer(receipt, "outcome"))),
                Stream.of("inputUnits", "outputUnits")
                    .map(name -> new Uint32(integer(receipt, name))))
            .flatMap(members -> members)
            .toArray(Type[]::new));
  }

  private static Bytes32 bytes32(Json.Obj object, String name) {
    return new Bytes32(HexFormat.of().parseHex(text(object, name).substring(2)));
  }

  private static Bytes32 bytes32(Digest digest) {
    return new Bytes32(digest.toArray());
  }

  private static String text(Json.Obj object, String name) {
    return ((Json.Str) java.util.Objects.requireNonNull(object.get(name), name)).value();
  }

  private static BigInteger integer(Json.Obj object, String name) {
    return new BigInteger(
        ((Json.Num) java.util.Objects.requireNonNull(object.get(name), name)).literal());
  }

  private static Digest word(String data, int index) {
    var from = 2 + 64 * index;
    return Digest.of(HexFormat.of().parseHex(data, from, from + 64));
  }

  private static String selector(String signature) {
    return Hashes.keccak256(Bytes.utf8(signature)).bytes().slice(0, 4).prefixedHex();
  }

  /** A string member of a compiler's output, which is larger than our own documents may be. */
  private static String member(java.nio.file.Path file, String name) throws IOException {
    try (var parser = new JsonFactory().createParser(Files.readString(file))) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && parser.currentName().equals(name)) {
          return parser.nextTextValue();
        }
      }
    }
    throw new IOException(file + " has no " + name);
  }
}
