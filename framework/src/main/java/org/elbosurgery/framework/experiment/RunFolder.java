package org.elbosurgery.framework.experiment;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.Density;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.FullCovarianceGaussian;
import org.elbosurgery.framework.codes.CodesFile;
import org.elbosurgery.framework.codes.PriorFile;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.training.CheckpointFolder;
import org.elbosurgery.framework.training.EpochMetrics;
import org.elbosurgery.framework.version.Versions;

/**
 * The folder a run leaves: {@code spec.json}, {@code metrics.csv}, {@code checkpoint/}, {@code
 * codes.npz} and {@code codes-test.npz}, {@code prior.npz} (of a prior that is a Gaussian or a
 * mixture of them) and {@code result.json}. Every file is whole or not there.
 */
public final class RunFolder {

  private static final CSVFormat METRICS =
      CSVFormat.DEFAULT
          .builder()
          .setHeader("epoch", "elbo", "reconstruction", "average_kl", "validation_elbo", "seconds")
          .setRecordSeparator("\n")
          .get();

  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /** Returns what keeps a path from becoming the folder of a new run; empty if nothing does. */
  public static Optional<String> problem(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    if (Files.exists(path) && !isEmptyFolder(path)) {
      String advice =
          Files.exists(path.resolve("spec.json")) ? ", or go on with it by --resume " + path : "";
      return Optional.of("out " + path + " is already used; name a new folder" + advice);
    }
    Path writable = Files.exists(path) ? path : parent;
    return writable != null && Files.isDirectory(writable) && Files.isWritable(writable)
        ? Optional.empty()
        : Optional.of("out " + path + " cannot be written; name a folder that can");
  }

  private static boolean isEmptyFolder(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.allMatch(file -> file.endsWith(RunLock.FILE));
    } catch (IOException e) {
      throw FileProblem.unreadable(path, e);
    }
  }

  /**
   * Starts the folder of a new run.
   *
   * @throws ElboException USER if the path is used or cannot be written
   */
  public static RunFolder create(Path path, Experiment experiment) {
    problem(path)
        .ifPresent(
            problem -> {
              throw ElboException.user(problem);
            });
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw FileProblem.unwritable(path, e);
    }
    RunFolder folder = new RunFolder(path);
    RunLock lock = folder.lock();
    try {
      folder.writeSpec(experiment);
    } finally {
      lock.release();
    }
    return folder;
  }

  /** Nobody else is here; but somebody may have been since the folder was looked at. */
  private void writeSpec(Experiment experiment) {
    problem(path)
        .ifPresent(
            problem -> {
              throw ElboException.user(problem);
            });
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("options", experiment.spec().values());
    spec.put("dataSha256", experiment.data().sha256());
    spec.put("versions", Versions.current());
    write("spec.json", Json.text(spec));
  }

  /**
   * Opens the folder of a run that was started.
   *
   * @throws ElboException USER if it is none
   */
  public static RunFolder open(Path path) {
    if (!Files.isRegularFile(path.resolve("spec.json"))) {
      throw ElboException.user(
          path + " is no run folder: it has no spec.json; give the --out of an earlier elbo run");
    }
    return new RunFolder(path);
  }

  /**
   * Keeps the folder to this process until the lock is closed.
   *
   * @throws ElboException USER if another run has it
   */
  RunLock lock() {
    return RunLock.of(path);
  }

  /** Returns where the folder is. */
  public Path path() {
    return path;
  }

  /**
   * Reads what the run was asked for.
   *
   * @throws ElboException USER if {@code spec.json} is damaged
   */
  public ExperimentSpec spec() {
    if (!(read().get("options") instanceof Map<?, ?> values)) {
      throw ElboException.user(
          path.resolve("spec.json") + " is damaged: it has no options; start a new run");
    }
    Map<String, String> options = new LinkedHashMap<>();
    values.forEach((name, value) -> options.put(name.toString(), String.valueOf(value)));
    return ExperimentSpec.create(options);
  }

  /**
   * Requires that data are those of this run.
   *
   * @throws ElboException USER if their digests differ
   */
  public void requireData(Experiment experiment) {
    Object expected = read().get("dataSha256");
    if (!experiment.data().sha256().equals(expected)) {
      throw ElboException.user(
          "the data are not those of "
              + path
              + ": SHA-256 "
              + experiment.data().sha256()
              + " now, "
              + expected
              + " then; restore the files, or start a new run");
    }
  }

  private Map<String, Object> read() {
    return Json.read(path.resolve("spec.json"));
  }

  /** Returns the run's checkpoints. */
  public CheckpointFolder checkpoints() {
    return new CheckpointFolder(path.resolve("checkpoint"));
  }

  /** Writes the metrics of all epochs so far. */
  public void writeMetrics(List<EpochMetrics> metrics) {
    AtomicFile.write(
        path.resolve("metrics.csv"),
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          CSVPrinter csv = new CSVPrinter(writer, METRICS);
          for (EpochMetrics m : metrics) {
            csv.printRecord(
                m.epoch(),
                m.elbo(),
                m.reconstruction(),
                m.averageKl(),
                m.validationElbo().map(Object::toString).orElse(""),
                m.seconds());
          }
          writer.flush();
        });
  }

  /** Writes the codes of a split. */
  public void writeCodes(Split split, Codes codes) {
    String name = split == Split.TRAIN ? "codes.npz" : "codes-" + split.label() + ".npz";
    CodesFile.write(path.resolve(name), codes);
  }

  /** Writes the prior where it is a Gaussian or a mixture of them; another has no such file. */
  public void writePrior(Density prior) {
    Path file = path.resolve("prior.npz");
    if (prior instanceof DiagonalGaussianMixture mixture) {
      PriorFile.write(file, mixture);
    } else if (prior instanceof FullCovarianceGaussian gaussian) {
      PriorFile.write(file, gaussian);
    }
  }

  /** Writes the result. */
  public void writeResult(Result result) {
    write("result.json", Json.text(ResultJson.of(result)));
  }

  private void write(String name, String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(path.resolve(name), out -> out.write(bytes));
  }
}
