// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.json.Json;
import dev.aver.cli.local.Installation;
import dev.aver.cli.models.CatalogueFile;
import dev.aver.cli.models.CatalogueModel;
import dev.aver.cli.models.ModelCache;
import dev.aver.cli.models.ModelCatalogue;
import dev.aver.cli.models.ProgressBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Enters a model of the user's own, pinned to the bytes that its files have now. */
@Command(
    name = "add",
    description = {
      "Enter a model of your own into the catalogue of this clone.",
      "It is pinned to the bytes that its files have now. ./aver up --models NAME serves it then."
    })
final class ModelsAddCommand extends Subcommand {
  private static final List<String> TASKS = List.of("tensor", "embedding", "chat");

  @Parameters(paramLabel = "NAME", description = "What requests call it.")
  private String name = "";

  @Option(
      names = "--task",
      paramLabel = "tensor|embedding|chat",
      defaultValue = "tensor",
      description = "What it does (default: ${DEFAULT-VALUE}).")
  private String task = "tensor";

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      required = true,
      description = "The ONNX graph, or the GGUF file of a chat model.")
  private Path weights = Path.of("");

  @Option(
      names = "--tokenizer",
      paramLabel = "FILE",
      description = "tokenizer.json of an embedding model.")
  @Nullable
  private Path tokenizer;

  @Option(names = "--license", defaultValue = "NOASSERTION", description = "SPDX identifier.")
  private String license = "NOASSERTION";

  @Option(
      names = "--source",
      paramLabel = "URL",
      description = {
        "Where others find the weights, in the order to try: pkg:maven/…#FILE, pkg:pypi/…#FILE,",
        "pkg:npm/…#FILE, pkg:huggingface/OWNER/NAME@REVISION#FILE, https://…, or a path."
      })
  private List<String> sources = new ArrayList<>();

  @Option(names = "--dimensions", defaultValue = "384", description = "Of an embedding.")
  private int dimensions = 384;

  @Option(names = "--tokens", defaultValue = "512", description = "Most tokens of a text.")
  private int tokens = 512;

  @Option(names = "--vocabulary", defaultValue = "30522", description = "Token ids are below it.")
  private int vocabulary = 30_522;

  @Option(names = "--first-token", defaultValue = "101", description = "Begins every text.")
  private int firstToken = 101;

  @Option(names = "--last-token", defaultValue = "102", description = "Ends every text.")
  private int lastToken = 102;

  @Option(names = "--pooling", paramLabel = "mean|cls", defaultValue = "mean")
  private String pooling = "mean";

  @Option(
      names = "--precision",
      paramLabel = "fp32|int8",
      defaultValue = "fp32",
      description = "int8: quantised at run time, so every text runs alone.")
  private String precision = "fp32";

  @Override
  public Integer call() throws IOException {
    if (!TASKS.contains(task)) {
      throw new CommandFailed(ExitCode.USAGE, "no task " + task, "Name one of " + TASKS + ".");
    }
    if (task.equals("embedding") && tokenizer == null) {
      throw new CommandFailed(ExitCode.USAGE, "an embedding model needs --tokenizer", "");
    }
    var catalogue = ModelCatalogue.read(Installation.here().catalogue());
    if (catalogue.find(name).isPresent()) {
      throw new CommandFailed(
          ExitCode.USAGE, name + " is in the catalogue", "Choose another name.");
    }
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._:-]{0,95}")) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "no name: " + name,
          "Letters, digits, dots, colons, hyphens, underscores.");
    }
    var files = new ArrayList<CatalogueFile>();
    files.add(pinned(weights, sources));
    if (tokenizer != null) {
      files.add(pinned(tokenizer, List.of()));
    }
    files.forEach(file -> requireOwnName(file, catalogue));
    catalogue.add(entry(files));
    for (var file : files) {
      out().println(file.path() + "  " + file.size() + " bytes  " + file.sha256());
    }
    return ExitCode.OK;
  }

  /** Files of all models lie in one folder: two of one name would push each other out. */
  private static void requireOwnName(CatalogueFile file, ModelCatalogue catalogue) {
    for (var model : catalogue.models()) {
      for (var other : model.files()) {
        if (other.path().equals(file.path()) && !other.sha256().equals(file.sha256())) {
          throw new CommandFailed(
              ExitCode.USAGE,
              file.path() + " is the name of another file, of " + model.name(),
              "Rename yours.");
        }
      }
    }
  }

  /** The file itself comes last: it is here now, and its place is nobody else's. */
  private CatalogueFile pinned(Path file, List<String> elsewhere) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailed(ExitCode.USAGE, "there is no file " + file, "");
    }
    if (!CatalogueModel.isPlain(file.getFileName().toString())) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "the name " + file.getFileName() + " cannot be entered",
          "Rename the file: letters, digits, dots, hyphens and underscores.");
    }
    var size = Files.size(file);
    var all = new ArrayList<>(elsewhere);
    all.add(file.toAbsolutePath().normalize().toString());
    try (var bar = new ProgressBar(progress().writer(), file.getFileName().toString(), size)) {
      var digest = ModelCache.sha256(file, bar);
      return new CatalogueFile(file.getFileName().toString(), size, digest, List.copyOf(all));
    }
  }

  private Json.Obj entry(List<CatalogueFile> files) {
    return Json.object()
        .put("name", name)
        .put("task", task)
        .put("license", license)
        .put("created", System.currentTimeMillis() / 1000)
        .put("source", files.getFirst().sources().getFirst())
        .put("files", Json.array(files.stream().map(ModelsCommand::file).toList()))
        .put(task, use(files))
        .build();
  }

  private Json.Obj use(List<CatalogueFile> files) {
    var use = Json.object().put("weights", files.getFirst().path());
    if (task.equals("embedding")) {
      use.put("tokenizer", files.getLast().path());
      numbers().forEach((member, value) -> use.put(member, value));
      use.put("pooling", pooling).put("precision", precision);
    }
    return use.build();
  }

  private Map<String, Integer> numbers() {
    var numbers = new LinkedHashMap<String, Integer>();
    numbers.put("dimensions", dimensions);
    numbers.put("tokens", tokens);
    numbers.put("vocabulary", vocabulary);
    numbers.put("firstToken", firstToken);
    numbers.put("lastToken", lastToken);
    return numbers;
  }
}
