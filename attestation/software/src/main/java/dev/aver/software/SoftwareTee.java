// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Crl;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.verify.VekExtensions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A SEV-SNP machine in software. Its reports are byte-exact and are verified by the very classes
 * that verify AMD's; its root is made on this machine at the first start and trusted by nobody who
 * does not name it. It protects nothing: whoever can read the folder can sign whatever they like.
 *
 * <p>Safe for many threads.
 */
public final class SoftwareTee {
  /** The list is renewed when it holds for less than this. */
  private static final Duration RENEW = Duration.ofDays(10);

  private static final int REPORT_DATA = 64;
  private static final int REPORT_ID = 32;

  private final PkiFolder folder;
  private final Clock clock;
  private final Machine machine;
  private final Guest guest;
  private final Bytes reportId;
  private final Bytes vcek;
  private final Bytes ask;
  private final Bytes ark;
  private Bytes crl;
  private long renewAt;

  private SoftwareTee(PkiFolder folder, Clock clock, SecureRandom random, Guest guest)
      throws IOException, Rejected {
    this.folder = folder;
    this.clock = clock;
    this.guest = guest;
    this.vcek = folder.vcek();
    this.ask = folder.ask();
    this.ark = folder.ark();
    this.crl = folder.crl();
    this.renewAt = renewal(crl);
    this.machine = machine(vcek, folder);
    var id = new byte[REPORT_ID];
    random.nextBytes(id);
    this.reportId = Bytes.of(id);
  }

  /** Opens it in the shape of a Genoa machine and says nothing meanwhile. */
  public static SoftwareTee open(Path directory, Clock clock, SecureRandom random, Guest guest)
      throws IOException {
    return open(directory, clock, random, guest, Shape.GENOA, said -> {});
  }

  /**
   * Opens the software TEE of a directory, and makes it there at the first start, which takes some
   * seconds.
   *
   * @param shape of a new machine; one that is there already keeps its own
   * @param progress is told what takes long
   * @throws IOException if it can neither be read nor made, or others could read its keys
   */
  public static SoftwareTee open(
      Path directory,
      Clock clock,
      SecureRandom random,
      Guest guest,
      Shape shape,
      Consumer<String> progress)
      throws IOException {
    var folder = new PkiFolder(directory);
    if (!folder.exists()) {
      try (var pki = new PkiMaker(shape, random, clock.instant(), progress).make()) {
        folder.create(pki);
      }
    }
    try {
      return new SoftwareTee(folder, clock, random, guest);
    } catch (Rejected | IllegalArgumentException e) {
      throw new IOException("the software TEE in " + directory + " is damaged", e);
    }
  }

  private static Machine machine(Bytes der, PkiFolder folder) throws IOException, Rejected {
    var certificate = Certificate.parse(der, Reason.VEK_PARSE);
    var extensions = VekExtensions.parse(certificate);
    var product = Product.named(extensions.line());
    var chipId = extensions.hwId();
    if (product.isEmpty() || chipId.isEmpty()) {
      throw new Rejected(Reason.VEK_EXTENSION, "no VCEK of a known product");
    }
    try (var secret = folder.vcekKey()) {
      return new Machine(Shape.of(product.get()), chipId.get(), VcekKey.of(secret));
    }
  }

  /**
   * A report over these 64 bytes.
   *
   * @return 1184 bytes, version 5
   */
  public Bytes report(Bytes reportData) {
    if (reportData.size() != REPORT_DATA) {
      throw new IllegalArgumentException("report data has 64 bytes, not " + reportData.size());
    }
    return ReportWriter.write(machine, guest, reportId, reportData);
  }

  /**
   * What vouches for the reports now; the revocation list is renewed before it ends.
   *
   * @throws IOException if it must be renewed and the folder cannot be read or written
   */
  public synchronized SnpEndorsements endorsements() throws IOException {
    if (clock.millis() >= renewAt) {
      renew();
    }
    return new SnpEndorsements(vcek, ask, ark, Optional.of(crl));
  }

  private void renew() throws IOException {
    try (var key = folder.arkKey()) {
      var certificate = org.bouncycastle.asn1.x509.Certificate.getInstance(ark.toArray());
      SubjectPublicKeyInfo info = certificate.getSubjectPublicKeyInfo();
      var fresh = PkiMaker.list(certificate.getSubject(), info, key, clock.instant());
      folder.replaceCrl(fresh);
      crl = fresh;
      renewAt = renewal(fresh);
    } catch (Rejected | IllegalArgumentException e) {
      throw new IOException("the revocation list of the software TEE cannot be renewed", e);
    }
  }

  private static long renewal(Bytes crl) throws Rejected {
    return Crl.parse(crl, Reason.CRL_PARSE).validity().notAfter() - RENEW.toMillis();
  }

  /** The root, for whoever wants to name it: a certificate as text. */
  public String anchorPem() {
    return Pem.encode(ark);
  }

  /** The product that is imitated. */
  public Product product() {
    return machine.shape().product();
  }
}
