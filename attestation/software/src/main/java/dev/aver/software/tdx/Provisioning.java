// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What Intel's provisioning service says of the platform model (attestation.md, 3.3): bodies as it
 * sends them, with the signed text cut in to the byte, and issuer chains as PEM.
 */
public final class Provisioning {
  private static final Duration LIFE = Duration.ofDays(30);
  private static final Duration AGO = Duration.ofDays(60);

  private final IntelFolder folder;
  private final Clock clock;
  private final boolean expired;

  /** Of the machine that {@link TdxMachine} keeps in this directory; it need not exist yet. */
  public Provisioning(Path directory, Clock clock) {
    this(new IntelFolder(directory), clock, false);
  }

  private Provisioning(IntelFolder folder, Clock clock, boolean expired) {
    this.folder = folder;
    this.clock = clock;
    this.expired = expired;
  }

  /** The same with documents that ended a month ago. */
  public Provisioning expired() {
    return new Provisioning(folder, clock, true);
  }

  /** Whether there is such a machine. */
  public boolean exists() {
    return folder.exists();
  }

  private Validity validity() {
    return IntelFolder.validity(clock.millis() - (expired ? AGO.toMillis() : 0), LIFE);
  }

  /** TCB info and its signature, of the one model that is known. */
  public Optional<Bytes> tcbInfo(Bytes fmspc) throws IOException {
    return fmspc.equals(TdxPlatform.FMSPC)
        ? Optional.of(body("tcbInfo", StatementText.of(TdxPlatform.tcbInfo(validity()))))
        : Optional.empty();
  }

  /** TCB info, truly signed, of another model. */
  public Bytes foreignTcbInfo() throws IOException {
    var own = TdxPlatform.tcbInfo(validity());
    var other =
        new TcbInfo(
            own.issuedAt(),
            own.nextUpdate(),
            TdxPlatform.zero(6),
            own.pceId(),
            own.evaluationNumber(),
            own.module(),
            own.modules(),
            own.levels());
    return body("tcbInfo", StatementText.of(other));
  }

  /** QE identity and its signature. */
  public Bytes qeIdentity() throws IOException {
    return body("enclaveIdentity", StatementText.of(TdxPlatform.qeIdentity(validity())));
  }

  private Bytes body(String member, String text) throws IOException {
    var signature = folder.authorities().sign(text);
    return Bytes.utf8("{\"" + member + "\":" + text + ",\"signature\":\"" + signature + "\"}");
  }

  /** The list of one of the two CAs as DER. */
  public Bytes pckCrl(PckIssuer issuer) throws IOException {
    return folder.authorities().pckCrl(issuer, validity(), List.of());
  }

  /** The root's list as DER. */
  public Bytes rootCrl() throws IOException {
    return folder.authorities().rootCrl(validity(), List.of());
  }

  /** Signer of the documents and root, as PEM. */
  public String signerChain() throws IOException {
    return IntelAuthorities.pem(folder.signer(), folder.root());
  }

  /** One of the two CAs and root, as PEM. */
  public String issuerChain(PckIssuer issuer) throws IOException {
    return IntelAuthorities.pem(folder.issuer(issuer), folder.root());
  }
}
