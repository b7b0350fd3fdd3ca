// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.bench;

/**
 * What some texts cost.
 *
 * @param wall nanoseconds from the first request to the last answer
 * @param cpu nanoseconds of the process that embedded them
 */
record Cost(long wall, long cpu) {
  Cost plus(Cost other) {
    return new Cost(wall + other.wall, cpu + other.cpu);
  }
}
