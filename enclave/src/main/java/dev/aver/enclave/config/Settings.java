// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that can be configured, under {@code aver}. A key that stands here is known, any other
 * {@code aver.*} key stops the start (see {@code KnownKeys}). Which of them are measured into the
 * keyset says {@link MeasuredConfiguration}.
 */
@ConfigMapping(prefix = "aver")
public interface Settings {
  /** Which models are served, and where their files are taken from. */
  Models models();

  /** The enclave's name and keys. */
  Keyset keyset();

  /** The evidence. */
  Attester attester();

  /** The copies of receipts that the enclave keeps for their holders. */
  Receipts receipts();

  /** The log and its feed. */
  Log log();

  /** The workers and their queue. */
  Scheduling scheduling();

  /** The requests. */
  Requests requests();

  /** The model that writes. */
  Chat chat();

  /**
   * Folder in which private files (native libraries, the model while it is loaded) live for a few
   * seconds; absent: memory-backed storage where the system has it.
   */
  Optional<Path> privateDirectory();

  /** {@code aver.models}. */
  interface Models {
    /**
     * Folders with the files of the catalogue, in this order and with commas between them; what is
     * in them is not trusted. It has to be set, but not for the mapping, whose complaint would hide
     * the mistyped key: {@link Bounds#modelsDirectory} says so after all keys were looked at.
     */
    Optional<String> directory();

    /** Names of the models for embeddings and tensors that are served, with commas between them. */
    @WithDefault("all-minilm-l6-v2")
    String serve();

    /** A catalogue of further models, as {@code ./aver models add} writes it. */
    Optional<Path> catalogue();
  }

  /** {@code aver.keyset}. */
  interface Keyset {
    /** How long the keys live; at most 31 days. */
    @WithDefault("P7D")
    Duration lifetime();
  }

  /** {@code aver.attester}. */
  interface Attester {
    /**
     * Which hardware signs reports: {@code configfs}, {@code sev-guest}, {@code auto} for whichever
     * of these is here, or for development {@code software}, also {@code software-snp} and {@code
     * software-tdx}.
     */
    @WithDefault("auto")
    String tee();

    /** The VMPL, 0 to 3, that reports are asked for; default: the provider's choice, or 0. */
    Optional<Integer> privilegeLevel();

    /** The software TEE. */
    Software software();

    /** Reports that may be asked for at once after a rest. */
    @WithDefault("5")
    int burst();

    /** Time after which one more report may be asked for; default: 100 ms in software, 2 s else. */
    Optional<Duration> interval();

    /** How long a caller waits for a report with its nonce. */
    @WithDefault("PT10S")
    Duration patience();

    /** {@code aver.attester.software}. */
    interface Software {
      /** Folder of the software TEE's keys and certificates; made at its first start. */
      Optional<Path> directory();

      /**
       * Which machine is imitated: {@code milan}, {@code genoa}, {@code turin}, {@code tdx-1.0} or
       * {@code tdx-1.5}; default: {@code genoa}, or {@code tdx-1.5} for {@code software-tdx}.
       */
      Optional<String> shape();

      /** Version of its SNP reports, 2 to 5, or of its TDX quotes, 4 or 5; default: the usual. */
      OptionalInt version();
    }
  }

  /** {@code aver.receipts}. */
  interface Receipts {
    /** How long a copy is kept. */
    @WithDefault("PT1H")
    Duration kept();

    /** How many copies are kept at most; the oldest go first. */
    @WithDefault("16384")
    int most();
  }

  /** {@code aver.log}. */
  interface Log {
    /** Entries that may wait for the relay's confirmation; more work is refused then. */
    @WithDefault("1048576")
    int unconfirmed();

    /** Time between two checkpoints while entries are confirmed; 250 ms to 1 s. */
    @WithDefault("PT0.5S")
    Duration checkpointInterval();
  }

  /** {@code aver.scheduling}. */
  interface Scheduling {
    /** Threads that run models; 0: one per core. */
    @WithDefault("0")
    int workers();

    /** Requests that may wait or run at once; more are refused with 429. */
    @WithDefault("256")
    int requests();
  }

  /** {@code aver.requests}. */
  interface Requests {
    /** How long a client may take to send its body. */
    @WithDefault("PT30S")
    Duration bodyTimeout();

    /** Texts that one embedding request may hold. */
    @WithDefault("2048")
    int texts();
  }

  /** {@code aver.chat}. */
  interface Chat {
    /** Its name in the catalogue; absent: none is served. */
    Optional<String> model();

    /**
     * Folder with its file and llama.cpp's libraries, which is not trusted; default: the models'
     * folder.
     */
    Optional<Path> directory();

    /**
     * The compiled form of the kernels, {@code haswell} or {@code skylakex}: another one gives
     * other answers.
     */
    @WithDefault("haswell")
    String kernels();

    /** Threads of one step; 0: one core is left for everything else. */
    @WithDefault("0")
    int threads();

    /** Texts that are written at once. */
    @WithDefault("8")
    int sequences();

    /** Tokens that prompt and answer may have together. */
    @WithDefault("2048")
    int context();

    /** Texts that may wait beyond those; requests for more are refused with 429. */
    @WithDefault("64")
    int waiting();

    /** Of these, so many with the same credentials. */
    @WithDefault("56")
    int waitingPerTenant();

    /** How long an answer may take, waiting included; it is cut then. */
    @WithDefault("PT110S")
    Duration deadline();
  }
}
