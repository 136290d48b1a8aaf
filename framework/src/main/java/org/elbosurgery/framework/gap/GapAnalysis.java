package org.elbosurgery.framework.gap;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.Codes;
import org.elbosurgery.api.Density;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.FinishedRun;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TrainedModel;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.gap.GapPrior.Kind;
import org.elbosurgery.framework.gap.RunGap.SplitGap;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.machine.NativeSettings;
import org.elbosurgery.framework.option.UserProblems;
import org.elbosurgery.framework.surgery.AggregatePosterior;

/**
 * Finds out how far priors close the gap of a finished run whose encoder stays as it is: fits them
 * to its codes, and takes the gap apart.
 */
public final class GapAnalysis {

  /** The file that an analysis leaves in the folder of its run. */
  public static final String FILE = "gap.json";

  private final ExperimentResolver resolver;

  /** Resolves runs with the given plugins and data. */
  @Inject
  public GapAnalysis(ExperimentResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Prepares and runs an analysis.
   *
   * @param run a finished run
   * @param request what is to be found out
   * @param listener hears how far it is
   * @return what was found out, also written to {@value #FILE} in the run's folder
   * @throws ElboException as {@link #prepare} and {@link #run(GapJob, GapListener)}
   * @throws java.util.concurrent.CancellationException if this thread is interrupted; the run's
   *     folder is then as it was
   */
  public RunGap run(FinishedRun run, GapRequest request, GapListener listener) {
    return run(prepare(run, request), listener);
  }

  /**
   * Finds everything that an analysis needs; changes nothing.
   *
   * @throws ElboException USER with every problem: of the priors, of the run's data, codes and
   *     checkpoint, and if its folder cannot be written
   */
  public GapJob prepare(FinishedRun run, GapRequest request) {
    List<String> problems = new ArrayList<>();
    requireWritable(run.path(), problems);
    Optional<Experiment> own = UserProblems.collect(problems, () -> resolver.resolve(run.spec()));
    Optional<TrainedModel> model =
        own.flatMap(
            experiment ->
                UserProblems.collect(problems, () -> TrainedModel.of(experiment, run.folder())));
    Optional<Optional<Codes>> train = UserProblems.collect(problems, () -> run.codes(Split.TRAIN));
    Optional<Optional<Codes>> test = UserProblems.collect(problems, () -> run.codes(Split.TEST));
    if (train.isPresent() && train.get().isEmpty()) {
      problems.add("codes.npz is missing; restore it, or repeat the run");
    }
    List<Experiment> candidates =
        own.isEmpty() || request.priors().isEmpty()
            ? List.of()
            : resolver.resolveEach(run.spec(), request.priors(), problems);
    UserProblems.requireNone(problems);
    return new GapJob(run, model.get(), train.get().get(), test.get(), candidates, request);
  }

  private static void requireWritable(Path run, List<String> problems) {
    if (!Files.isWritable(run) || Files.isDirectory(run.resolve(FILE))) {
      problems.add(
          run.resolve(FILE) + " cannot be written; make it writable, or take a copy of the run");
    }
  }

  /**
   * Runs an analysis.
   *
   * @param job prepared
   * @param listener hears how far it is
   * @return what was found out, also written to {@value #FILE} in the run's folder
   * @throws ElboException NUMERIC if a cross-entropy is not finite; PLUGIN if a prior fails; each
   *     problem of a fit names the prior
   * @throws java.util.concurrent.CancellationException if this thread is interrupted; the run's
   *     folder is then as it was
   */
  public RunGap run(GapJob job, GapListener listener) {
    NativeSettings.useThreads(job.request().options().threads());
    RunGap gap = new Analysis(job, listener).run();
    AtomicFile.write(job.run().path().resolve(FILE), Json.content(GapJson.of(gap)));
    return gap;
  }

  /** A prior as numbers, and where it is from. */
  private record Candidate(
      Kind kind, Optional<PluginSpec> spec, Optional<FittedPrior> fit, Density density) {}

  /** One analysis on its way. */
  private record Analysis(GapJob job, GapListener listener) {

    RunGap run() {
      List<Candidate> candidates = candidates();
      List<Density> densities = candidates.stream().map(Candidate::density).toList();
      GapEstimates train = estimate(Split.TRAIN, job.train(), densities);
      Optional<GapEstimates> test = job.test().map(codes -> estimateTest(codes, densities));
      AggregateMoments moments = AggregateMoments.of(job.train());
      return new RunGap(
          job.run().spec(),
          job.run().dataSha256(),
          job.request(),
          new SplitGap(job.train().size(), train.mutualInformation()),
          test.map(t -> new SplitGap(job.test().orElseThrow().size(), t.mutualInformation())),
          priors(candidates, train, test),
          MomentSplit.of(moments, train.standardMarginalKl()),
          DimensionSplit.of(job.train(), moments, train.standardMarginalKl()),
          job.request().curve() ? curve() : List.of());
    }

    /** Returns the priors to hold against the codes: standard Gaussian, own and fitted ones. */
    private List<Candidate> candidates() {
      PluginSpec ownSpec = job.run().spec().model().prior();
      Density own = job.model().prior();
      Density standard = DiagonalGaussianMixture.standard(job.train().dimensions());
      List<Candidate> candidates = new ArrayList<>();
      if (isStandard(own)) {
        candidates.add(new Candidate(Kind.STANDARD, Optional.of(ownSpec), Optional.empty(), own));
      } else {
        candidates.add(new Candidate(Kind.STANDARD, Optional.empty(), Optional.empty(), standard));
        candidates.add(new Candidate(Kind.OWN, Optional.of(ownSpec), Optional.empty(), own));
      }
      for (Experiment experiment : job.candidates()) {
        FittedPrior fit = fit(experiment);
        PluginSpec spec = experiment.spec().model().prior();
        candidates.add(
            new Candidate(Kind.FITTED, Optional.of(spec), Optional.of(fit), fit.density()));
      }
      return candidates;
    }

    private RandomStream random() {
      return job.model().experiment().random().named("gap");
    }

    private FittedPrior fit(Experiment candidate) {
      PluginSpec spec = candidate.spec().model().prior();
      RandomStream random = random().named("fit");
      Execution execution =
          new Execution(candidate.spec().run().engine(), job.request().options().threads());
      try {
        PriorGraph graph =
            new PriorGraph(
                candidate.model(),
                job.model().parameters(),
                candidate.trainingRows().fitted(),
                random,
                execution);
        return PriorFit.fit(
            graph,
            job.train(),
            job.request().fit(),
            execution,
            random,
            (done, total) -> listener.advanced("fitting " + spec.name(), done, total));
      } catch (ElboException e) {
        throw e.in("prior " + spec);
      }
    }

    private GapEstimates estimate(Split split, Codes codes, List<Density> priors) {
      GapOptions options = job.request().options();
      Budget budget =
          new Budget(
              options.samples(),
              options.threads(),
              (done, total) ->
                  listener.advanced("gap of " + split.label() + " codes", done, total));
      return GapEstimator.estimate(codes, priors, budget, random().named(split.label()));
    }

    /** Takes the aggregate posterior of the training codes for one more prior, the last. */
    private GapEstimates estimateTest(Codes codes, List<Density> priors) {
      List<Density> all = new ArrayList<>(priors);
      all.add(new AggregatePosterior(job.train()));
      return estimate(Split.TEST, codes, all);
    }

    private List<PopulationBounds> curve() {
      Budget budget =
          new Budget(
              1,
              job.request().options().threads(),
              (done, total) -> listener.advanced("bounds of the population", done, total));
      return PopulationBounds.curve(
          job.train(), job.model().prior(), budget, random().named("curve"));
    }

    private static List<GapPrior> priors(
        List<Candidate> candidates, GapEstimates train, Optional<GapEstimates> test) {
      int aggregate = candidates.size();
      List<GapPrior> priors = new ArrayList<>();
      for (int k = 0; k < aggregate; k++) {
        int number = k;
        Candidate candidate = candidates.get(k);
        priors.add(
            new GapPrior(
                candidate.kind(),
                candidate.spec(),
                candidate.fit(),
                PriorGap.of(train, k),
                test.map(t -> PriorGap.ofTest(t, number, aggregate))));
      }
      priors.add(
          new GapPrior(
              Kind.AGGREGATE,
              Optional.empty(),
              Optional.empty(),
              ofItself(train),
              test.map(t -> PriorGap.of(t, aggregate))));
      return priors;
    }

    /** The aggregate posterior as the prior of its own codes closes all of the gap. */
    private static PriorGap ofItself(GapEstimates train) {
      return new PriorGap(
          Estimate.exact(0),
          train.gapClosed(0).map(any -> Estimate.exact(1)),
          train.entropy(),
          Optional.empty());
    }
  }

  /** Returns whether a density is N(0, I), as numbers. */
  static boolean isStandard(Density density) {
    return density instanceof DiagonalGaussianMixture mixture
        && mixture.components() == 1
        && Arrays.stream(mixture.means()).allMatch(mean -> mean == 0)
        && Arrays.stream(mixture.logVariances()).allMatch(logVariance -> logVariance == 0);
  }
}
