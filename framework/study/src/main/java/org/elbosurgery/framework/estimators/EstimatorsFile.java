package org.elbosurgery.framework.estimators;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.EstimatorsOptions;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.FolderLock;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.surgery.EstimatorComparison;
import org.elbosurgery.framework.version.Versions;

/**
 * {@code estimators-SPLIT.json} in the folder of a run: what each estimator says of the codes of
 * the split.
 */
public final class EstimatorsFile {

  private EstimatorsFile() {}

  /** What the estimators were given: numbers of the same origin belong together. */
  private record Origin(String codesSha256, int samples, long seed) {

    static Origin of(FinishedRun run, EstimatorsOptions options) {
      return new Origin(run.codesSha256(options.split()), options.samples(), options.seed());
    }

    static Origin of(JsonObject json) {
      return new Origin(
          json.text("codesSha256"),
          json.integer("samples", 1),
          json.make(json.text("seed"), Long::parseLong));
    }

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("codesSha256", codesSha256);
      json.put("samples", samples);
      json.put("seed", Long.toString(seed));
      return json;
    }
  }

  /** Returns the name of the file of a split. */
  public static String name(Split split) {
    return "estimators-" + split.label() + ".json";
  }

  /**
   * Computes a comparison and keeps it in the folder of its run, which is locked before, so that
   * nothing is computed that cannot be kept. Estimators that were kept with the same codes, number
   * of samples and seed, and are not in it, stay; others give way.
   *
   * @param computation is called once, or not at all if the folder is in use
   * @throws ElboException USER if another command has locked the folder, what is kept there is
   *     damaged, or the file cannot be written; and what the computation throws
   */
  public static void keep(
      FinishedRun run, EstimatorsOptions options, Supplier<EstimatorComparison> computation) {
    FolderLock lock = FolderLock.of(run.path());
    try {
      EstimatorComparison comparison = computation.get();
      CheckedFolder files = run.folder().files();
      String name = name(options.split());
      Origin origin = Origin.of(run, options);
      EstimatorComparison all =
          files
              .findUnlessDeleted(name)
              .map(JsonObject::read)
              .filter(kept -> Origin.of(kept.object("origin")).equals(origin))
              .map(kept -> comparison.and(EstimatorsJson.read(kept)))
              .orElse(comparison);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("prior", run.spec().model().prior().toString());
      json.put("split", options.split().label());
      json.putAll(EstimatorsJson.of(all));
      json.put("origin", origin.json());
      json.put("versions", Versions.current());
      files.write(name, Json.content(json));
    } finally {
      lock.release();
    }
  }

  /**
   * Reads the comparisons in the folder of a run, also of its results alone.
   *
   * @return one for each split that has one, training rows first
   * @throws ElboException USER if a file is damaged, or is of other codes than those of the run
   */
  public static List<KeptComparison> read(FinishedRun run) {
    return Stream.of(Split.values()).flatMap(split -> read(run, split).stream()).toList();
  }

  /**
   * Returns the files of {@link #read} as they are, by name, for a folder of results alone.
   *
   * @throws ElboException USER as {@link #read}
   */
  public static Map<String, Content> alone(FinishedRun run) {
    return run.folder()
        .files()
        .contents(read(run).stream().map(kept -> name(kept.split())).toList());
  }

  private static Optional<KeptComparison> read(FinishedRun run, Split split) {
    return run.folder()
        .files()
        .findUnlessDeleted(name(split))
        .map(file -> new KeptComparison(split, read(run, split, file)));
  }

  private static EstimatorComparison read(FinishedRun run, Split split, Path file) {
    JsonObject json = JsonObject.read(file);
    if (!Origin.of(json.object("origin")).codesSha256().equals(run.codesSha256(split))) {
      throw ElboException.user(
          file
              + " is of other codes than those of the run; delete it and call elbo estimators"
              + " again");
    }
    return EstimatorsJson.read(json);
  }
}
