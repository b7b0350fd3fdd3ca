// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import java.util.List;

/** Project Wycheproof's files of cases, and the members of their objects. */
public final class Wycheproof {
  private Wycheproof() {}

  /** One file. */
  public static Json.Obj read(String file) throws Rejected {
    return (Json.Obj) JsonReader.read(Vectors.read("wycheproof/" + file), 1 << 22, 16);
  }

  /** The elements of an array. */
  public static List<Json> list(Json.Obj object, String name) {
    return ((Json.Arr) object.members().get(name)).elements();
  }

  /** A string. */
  public static String text(Json.Obj object, String name) {
    return ((Json.Str) object.members().get(name)).value();
  }

  /** A string in hexadecimal. */
  public static Bytes hex(Json.Obj object, String name) throws Rejected {
    return Bytes.fromHex(text(object, name));
  }
}
