// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The TCG's names for event types, and the text that an event may hold. */
final class EventNames {
  private static final int SHORTEST = 4;

  private static final Map<Long, String> NAMES =
      Map.ofEntries(
          Map.entry(0x01L, "EV_POST_CODE"),
          Map.entry(0x03L, "EV_NO_ACTION"),
          Map.entry(0x04L, "EV_SEPARATOR"),
          Map.entry(0x05L, "EV_ACTION"),
          Map.entry(0x06L, "EV_EVENT_TAG"),
          Map.entry(0x08L, "EV_S_CRTM_VERSION"),
          Map.entry(0x0aL, "EV_PLATFORM_CONFIG_FLAGS"),
          Map.entry(0x0dL, "EV_IPL"),
          Map.entry(0x08000001L, "runtime event"),
          Map.entry(0x80000001L, "EV_EFI_VARIABLE_DRIVER_CONFIG"),
          Map.entry(0x80000002L, "EV_EFI_VARIABLE_BOOT"),
          Map.entry(0x80000003L, "EV_EFI_BOOT_SERVICES_APPLICATION"),
          Map.entry(0x80000004L, "EV_EFI_BOOT_SERVICES_DRIVER"),
          Map.entry(0x80000006L, "EV_EFI_GPT_EVENT"),
          Map.entry(0x80000007L, "EV_EFI_ACTION"),
          Map.entry(0x80000008L, "EV_EFI_PLATFORM_FIRMWARE_BLOB"),
          Map.entry(0x80000009L, "EV_EFI_HANDOFF_TABLES"),
          Map.entry(0x8000000aL, "EV_EFI_PLATFORM_FIRMWARE_BLOB2"),
          Map.entry(0x8000000bL, "EV_EFI_HANDOFF_TABLES2"),
          Map.entry(0x8000000cL, "EV_EFI_VARIABLE_BOOT2"),
          Map.entry(0x800000e0L, "EV_EFI_VARIABLE_AUTHORITY"));

  private EventNames() {}

  static String of(long type) {
    return NAMES.getOrDefault(type, "0x" + Long.toHexString(type));
  }

  /** The content as text, if it is nothing but printable ASCII and a NUL behind it. */
  static String text(Bytes content) {
    var text = new String(content.toArray(), StandardCharsets.ISO_8859_1).replaceFirst("\0$", "");
    var plain = text.chars().allMatch(c -> c >= ' ' && c <= '~');
    return plain && text.length() >= SHORTEST ? text : "";
  }
}
