package org.elbosurgery.framework.codes;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.Build;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.exchange.ModelCodes;
import org.elbosurgery.framework.exchange.ModelCodesFile;
import org.elbosurgery.framework.exchange.RowCodes;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.file.FolderLock;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.gap.FrozenCodes;
import org.elbosurgery.framework.gap.FrozenCodes.OwnPrior;
import org.elbosurgery.framework.gap.GapAnalysis;
import org.elbosurgery.framework.gap.GapOrigin;
import org.elbosurgery.framework.gap.GapRequest;
import org.elbosurgery.framework.gap.PriorToFit;
import org.elbosurgery.framework.gap.RunGap;
import org.elbosurgery.framework.graph.Engine;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.version.Versions;

/**
 * Analyses how far priors close the gap of a model that was trained anywhere, by its codes. What it
 * computes is what {@link GapAnalysis} computes of a run with these codes.
 */
public final class CodesGapAnalysis {

  private static final Parameters NO_PARAMETERS = new Parameters(Map.of(), Map.of(), Map.of());

  private final Catalogs catalogs;

  /** Uses catalogs to find the priors. */
  @Inject
  public CodesGapAnalysis(Catalogs catalogs) {
    this.catalogs = catalogs;
  }

  /**
   * Finds everything that an analysis needs, without changing anything.
   *
   * @param name tells the codes apart from others
   * @param file the file of the codes
   * @param prior of the model; empty for the standard Gaussian
   * @param seed of all randomness
   * @throws ElboException USER if there are problems with the file or the priors, with all of them
   */
  public CodesGapJob prepare(
      String name, Path file, Optional<Distribution> prior, long seed, GapRequest request) {
    if (Files.isDirectory(file)) {
      throw ElboException.user(
          file
              + " is a folder; elbo gap keeps a copy of the codes, and takes one .npz file: in NumPy,"
              + " numpy.savez with numpy.concatenate of the parts");
    }
    RegularFile.require(file);
    Problems problems = Problems.user();
    Checked<ModelCodes> codes = problems.attempt(() -> ModelCodesFile.read(file));
    Checked<String> sha256 = problems.attempt(() -> Sha256.of(file));
    problems.check(() -> requireSpread(codes.value()));
    problems.check(
        () -> prior.ifPresent(own -> requireDimensions(own, codes.value().train().posteriors())));
    Checked<List<PriorToFit>> candidates =
        problems.attempt(
            () -> candidates(codes.value().train().posteriors(), sha256.value(), seed, request));
    problems.requireNone();
    return new CodesGapJob(
        name, file, sha256.value(), codes.value(), prior, candidates.value(), seed, request);
  }

  private static void requireSpread(ModelCodes codes) {
    Problems problems = Problems.user();
    problems.check(() -> GapAnalysis.requireSpread(Split.TRAIN, codes.train().posteriors()));
    codes
        .test()
        .map(RowCodes::posteriors)
        .ifPresent(rows -> problems.check(() -> GapAnalysis.requireSpread(Split.TEST, rows)));
    problems.requireNone();
  }

  private static void requireDimensions(Distribution prior, Posteriors posteriors) {
    if (prior.dimensions() != posteriors.dimensions()) {
      throw ElboException.user(
          "the codes have %d dimensions, the prior has %d; give a prior of the codes' own model"
              .formatted(posteriors.dimensions(), prior.dimensions()));
    }
  }

  private List<PriorToFit> candidates(
      Posteriors posteriors, String sha256, long seed, GapRequest request) {
    Rows rows = CodesModel.rows(posteriors);
    Problems problems = Problems.user();
    List<Checked<PriorToFit>> found =
        request.priors().stream()
            .map(
                spec ->
                    problems
                        .in("prior " + spec)
                        .attempt(
                            () -> candidate(spec, posteriors.dimensions(), rows, sha256, seed)))
            .toList();
    problems.requireNone();
    return found.stream().map(Checked::value).toList();
  }

  /** Returns a prior, which is bound once to see whether it can be. */
  private PriorToFit candidate(
      PluginSpec named, int dimensions, Rows rows, String sha256, long seed) {
    Prior prior = catalogs.priors().create(named);
    PluginSpec spec = PluginSpec.of(prior);
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("versions", Versions.current());
    identity.put("codes", sha256);
    identity.put("seed", seed);
    identity.put("prior", spec.toString());
    Build.sha256(prior.getClass()).ifPresent(build -> identity.put("build", build));
    PriorToFit candidate =
        new PriorToFit(
            spec, CodesModel.of(prior, dimensions), NO_PARAMETERS, rows, Engine.PLAN, identity);
    candidate.graph(RandomStream.of(seed), 1);
    return candidate;
  }

  /**
   * Runs an analysis and keeps it, its fits and a copy of the codes in a folder of their own.
   *
   * @param parent the folder in which that folder is or will be
   * @return the analysis, with the fits that failed
   * @throws ElboException as in {@link GapAnalysis#run(org.elbosurgery.framework.gap.GapJob,
   *     TaskListener)}
   * @throws java.util.concurrent.CancellationException if this thread is interrupted; finished fits
   *     are kept, and the same analysis continues from them
   */
  public RunGap run(CodesGapJob job, Path parent, TaskListener listener) {
    CodesFolder folder = CodesFolder.of(job.folder(parent), job.file(), job.sha256());
    FolderLock lock = FolderLock.of(folder.path());
    try {
      folder.keep(job.file(), job.prior());
      return GapAnalysis.analyse(codes(job, folder), job.request(), listener);
    } finally {
      lock.release();
    }
  }

  private static FrozenCodes codes(CodesGapJob job, CodesFolder folder) {
    Posteriors train = job.codes().train().posteriors();
    Distribution prior =
        job.prior().orElseGet(() -> DiagonalGaussianMixture.standard(train.dimensions()));
    return new FrozenCodes(
        new GapOrigin.OfCodes(job.name(), job.sha256(), folder.priorSha256(), job.seed()),
        train,
        job.codes().test().map(RowCodes::posteriors),
        new OwnPrior(Optional.empty(), Optional.empty(), prior),
        job.candidates(),
        RandomStream.of(job.seed()),
        folder.files());
  }
}
