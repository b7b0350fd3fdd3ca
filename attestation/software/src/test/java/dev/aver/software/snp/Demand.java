// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.appraise.FirmwareDemands;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import java.util.Map;

/** A policy that demands one thing more than authenticity. */
final class Demand {
  private Demand() {}

  static SnpPolicy guest(String name, Expectation<?> demand) {
    return Bench.POLICY.with(with(Bench.POLICY.guest(), name, demand));
  }

  static SnpPolicy identity(String name, Expectation<?> demand) {
    return Bench.POLICY.with(with(Bench.POLICY.identity(), name, demand));
  }

  static SnpPolicy platform(String name, Expectation<?> demand) {
    return Bench.POLICY.with(with(Bench.POLICY.platform(), name, demand));
  }

  static SnpPolicy firmware(String name, Expectation<?> demand) {
    var firmware = with(FirmwareDemands.unchecked("a test"), name, demand);
    var products = Map.of(Product.GENOA, firmware);
    return Bench.POLICY.with(with(Bench.POLICY.platform(), "products", products));
  }

  /** The same record with one component replaced. */
  private static <R extends Record> R with(R record, String name, Object value) {
    var components = record.getClass().getRecordComponents();
    var types = new Class<?>[components.length];
    var values = new Object[components.length];
    try {
      for (var i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        var own = components[i].getAccessor().invoke(record);
        values[i] = components[i].getName().equals(name) ? value : own;
      }
      @SuppressWarnings("unchecked")
      var copy = (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
      return copy;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }
}
