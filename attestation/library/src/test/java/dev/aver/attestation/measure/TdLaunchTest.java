// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.measure.TdFirmware.Section;
import dev.aver.attestation.measure.TdLaunch.Order;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** MRTD of a made image; the expected values are another implementation's, in another language. */
class TdLaunchTest {
  private static final String BY_PAGE =
      "19079a7e80117dd120c69fb32e06129a2b0c977b40383e9849a239e6edfed48c2c0402a3c30588605af21334716e085c";
  private static final String BY_SECTION =
      "712f8e649836809950c2bd626c121f6ba756d13368241a9d04630e9a58ac7bb00ec619c2a7f94e1dc6887c98ecec96d7";

  private static Bytes measured(Bytes image, Order order) throws Rejected {
    return new TdLaunch(TdFirmware.parse(image), order).measurement();
  }

  @Test
  void theValuesAreThoseOfAnotherImplementation() throws Rejected {
    var image = new TdImage().bytes();
    assertEquals(
        "0x52fd4d9b644455268202219217eb74bf4a99e5bb968af41d8e3d47f4b68718ee",
        Hashes.sha256(image).toString());
    assertEquals(BY_PAGE, measured(image, Order.PAGE).hex());
    assertEquals(BY_SECTION, measured(image, Order.SECTION).hex());
  }

  @Test
  void aMeasuredByteChangesTheValueAndAnUnmeasuredOneDoesNot() throws Rejected {
    var measured = new TdImage();
    measured.set(0x1234, 0xff);
    assertNotEquals(BY_PAGE, measured(measured.bytes(), Order.PAGE).hex());
    var variables = new TdImage();
    variables.set(0x900, 0xff); // in the configuration volume alone
    assertEquals(BY_PAGE, measured(variables.bytes(), Order.PAGE).hex());
  }

  @Test
  void addressAndSizeOfAnUnmeasuredSectionCount() {
    var own = measured(new Section(0x809000, 0x2000, Bytes.EMPTY, false, false));
    assertNotEquals(own, measured(new Section(0x80a000, 0x2000, Bytes.EMPTY, false, false)));
    assertNotEquals(own, measured(new Section(0x809000, 0x3000, Bytes.EMPTY, false, false)));
    assertNotEquals(own, measured(new Section(0x809000, 0x2000, Bytes.EMPTY, true, false)));
    assertEquals(own, measured(new Section(0x809000, 0x2000, Bytes.utf8("data"), false, false)));
  }

  @Test
  void whatIsAddedAtRunTimeIsNoPartOfTheLaunch() {
    var first = new Section(0, 0x1000, Bytes.EMPTY, true, false);
    var late = new Section(0x1000, 0x1000, Bytes.EMPTY, true, true);
    assertEquals(measured(first), measured(first, late));
  }

  private static Bytes measured(Section... sections) {
    return new TdLaunch(new TdFirmware(List.of(sections)), Order.PAGE).measurement();
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        of("no table", image -> image.set(TdImage.SIZE - 33, 0)),
        of("another GUID", image -> image.set(TdImage.SIZE - 32 - 18 - 1, 0)),
        of("metadata outside", image -> image.setInt(TdImage.OFFSET, 0x10001)),
        of("metadata at the end", image -> image.setInt(TdImage.OFFSET, 8)),
        of("signature", image -> image.set(TdImage.METADATA, 'X')),
        of("length", image -> image.setInt(TdImage.METADATA + 4, 16)),
        of("version", image -> image.setInt(TdImage.METADATA + 8, 2)),
        of("number of sections", image -> image.setInt(TdImage.METADATA + 12, 0x7fffffff)),
        of("data outside", image -> image.setInt(TdImage.SECTIONS, 0x3000)),
        of("data beyond all", image -> image.setInt(TdImage.SECTIONS, 0xffffffff)),
        of("data longer than memory", image -> image.setInt(TdImage.SECTIONS + 16, 0x1000)),
        of("half a page", image -> image.setInt(TdImage.SECTIONS + 16, 0x3800)),
        of("address in a page", image -> image.setInt(TdImage.SECTIONS + 8, 0x1001)),
        of("huge", image -> image.setInt(TdImage.SECTIONS + 20, 1)),
        of("negative", image -> image.setInt(TdImage.SECTIONS + 20, 0x80000000)),
        of("attributes", image -> image.setInt(TdImage.SECTIONS + 28, 4)));
  }

  private static Arguments of(String what, Consumer<TdImage> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void anImageThatCannotStartADomainIsRefused(String what, Consumer<TdImage> change) {
    var image = new TdImage();
    change.accept(image);
    var refused = assertThrows(Rejected.class, () -> TdFirmware.parse(image.bytes()));
    assertEquals(Reason.FIRMWARE_FORMAT, refused.reason());
  }
}
