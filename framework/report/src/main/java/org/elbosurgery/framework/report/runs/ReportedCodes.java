package org.elbosurgery.framework.report.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.codes.CodesFolder;
import org.elbosurgery.framework.codes.CodesResult;
import org.elbosurgery.framework.codes.CodesSurgery;
import org.elbosurgery.framework.exchange.CodeParts;
import org.elbosurgery.framework.exchange.ModelCodes;
import org.elbosurgery.framework.exchange.ModelCodesFile;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.SurgeryOptions;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.gap.KeptGap;
import org.elbosurgery.framework.machine.Threads;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.surgery.ExactEstimator;
import org.elbosurgery.framework.surgery.SubsampledEstimator;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * A model that was trained anywhere, with its surgery, which is made when it is read: that of
 * {@code elbo decompose --codes} with the default options.
 *
 * @param path of the file of its codes, or of their folder
 * @param dataSha256 the SHA-256 of the file
 * @param codes of the model
 * @param density its prior
 * @param result the surgery, under the name of the file
 * @param gap the analysis of its gap; empty if there is none
 */
public record ReportedCodes(
    Path path,
    String dataSha256,
    ModelCodes codes,
    Distribution density,
    CodesResult result,
    Optional<KeptGap> gap)
    implements Reported {

  private static final long SEED = 1;

  /** The largest number of rows of which every one is sampled: some minutes of one core. */
  private static final int MAX_EXACT = 100_000;

  /** Returns whether a path is a file of codes, by its name, or a folder of such files. */
  static boolean isFile(Path path) {
    return path.toString().endsWith(".npz") || CodeParts.isFolder(path);
  }

  /**
   * Returns whether they are a file alone, without the prior and the gap that a folder may have.
   */
  boolean isFile() {
    return isFile(path);
  }

  /**
   * Reads a file of codes, whose model has the standard Gaussian prior.
   *
   * @throws org.elbosurgery.api.ElboException USER if it is wrong, with all problems
   */
  static ReportedCodes ofFile(Path file, TaskListener listener) {
    ModelCodes codes = ModelCodesFile.read(file);
    return of(
        file,
        CodesFolder.stem(file),
        CodeParts.sha256(file),
        codes,
        DiagonalGaussianMixture.standard(codes.train().posteriors().dimensions()),
        Optional.empty(),
        listener);
  }

  /**
   * Reads a folder of codes.
   *
   * @param left records what cannot be read of a gap analysis
   * @throws org.elbosurgery.api.ElboException USER if a file is damaged
   */
  static ReportedCodes ofFolder(Path path, LeftOut left, TaskListener listener) {
    CodesFolder folder = CodesFolder.open(path);
    ModelCodes codes = folder.codes();
    int dimensions = codes.train().posteriors().dimensions();
    return of(
        path,
        folder.name(),
        folder.sha256(),
        codes,
        folder.prior().orElseGet(() -> DiagonalGaussianMixture.standard(dimensions)),
        left.read(path, folder::gap).flatMap(kept -> kept),
        listener);
  }

  private static ReportedCodes of(
      Path path,
      String name,
      String sha256,
      ModelCodes codes,
      Distribution prior,
      Optional<KeptGap> gap,
      TaskListener listener) {
    int rows = codes.train().posteriors().size();
    Estimator estimator = rows > MAX_EXACT ? new SubsampledEstimator() : new ExactEstimator();
    CodesSurgery surgery =
        new CodesSurgery(
            estimator, new SurgeryOptions().samples(), Threads.standard().count(), SEED);
    CodesResult result = surgery.operate(name, codes, prior, listener);
    return new ReportedCodes(path, sha256, codes, prior, result, gap);
  }

  @Override
  public long seed() {
    return SEED;
  }

  @Override
  public Optional<Surgery> surgery(Split split) {
    return result.surgery(split);
  }

  @Override
  public Optional<Distribution> prior() {
    return Optional.of(density);
  }

  @Override
  public Optional<Posteriors> posteriors() {
    return Optional.of(codes.train().posteriors());
  }

  @Override
  public Optional<WordArray> labels() {
    return codes.train().labels();
  }

  @Override
  public List<String> warnings() {
    return Stream.concat(
            result.warnings().stream(), gap.stream().flatMap(kept -> kept.warnings().stream()))
        .map(warning -> path + ": " + warning)
        .toList();
  }
}
