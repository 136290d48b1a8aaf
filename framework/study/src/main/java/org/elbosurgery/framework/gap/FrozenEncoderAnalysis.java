package org.elbosurgery.framework.gap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.elbosurgery.api.Budget;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.catalog.PluginSpec;
import org.elbosurgery.framework.density.DensityCheck;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.gap.PriorOnCodes.Kind;
import org.elbosurgery.framework.gap.RunGap.SplitGap;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.surgery.AggregatePosterior;

/**
 * Computes how far priors close the gap of one encoder that stays fixed. All priors are fitted to
 * the same codes in the same order, and evaluated at the same samples.
 *
 * @param codes of the encoder
 * @param request what to compute
 * @param listener receives the progress
 */
record FrozenEncoderAnalysis(FrozenCodes codes, GapRequest request, TaskListener listener) {

  /**
   * A frozen prior and its origin.
   *
   * @param member the best Gaussian in the family of a fitted prior; empty if none is known
   */
  private record Candidate(
      Kind kind,
      Optional<PluginSpec> spec,
      Optional<String> build,
      Optional<BestFit> fit,
      Distribution density,
      Optional<Distribution> member) {}

  /**
   * Runs the analysis. The decompositions that need no samples and may fail come before the fits,
   * which take longest.
   */
  RunGap run() {
    AggregateMoments moments = AggregateMoments.of(codes.train());
    List<LatentDimension> dimensions =
        LatentDimension.of(codes.train(), moments, progress("dimensions"));
    List<Candidate> candidates = given();
    List<FailedFit> failedFits = new ArrayList<>();
    for (PriorToFit prior : codes.priors()) {
      fit(prior, moments, failedFits).ifPresent(candidates::add);
    }
    List<Distribution> densities = candidates.stream().map(Candidate::density).toList();
    GapEstimates train = estimateTrain(candidates, densities);
    Optional<GapEstimates> test =
        codes.test().map(posteriors -> estimateTest(posteriors, densities));
    return new RunGap(
        codes.origin(),
        request,
        new SplitGap(codes.train().size(), train.mutualInformation()),
        test.map(t -> new SplitGap(codes.test().orElseThrow().size(), t.mutualInformation())),
        priors(candidates, train, test, failedFits),
        fits(candidates),
        failedFits,
        MomentSplit.of(moments, train.standardMarginalKl()),
        DimensionSplit.of(dimensions, train.standardMarginalKl()),
        request.curve() ? curve() : List.of());
  }

  private static Map<PluginSpec, BestFit> fits(List<Candidate> candidates) {
    return candidates.stream()
        .filter(candidate -> candidate.fit().isPresent())
        .collect(
            Collectors.toMap(each -> each.spec().orElseThrow(), each -> each.fit().orElseThrow()));
  }

  private ProgressListener progress(String task) {
    return (done, total) -> listener.advanced(task, done, total);
  }

  /** Returns the priors that need no fit: the standard Gaussian and the run's own. */
  private List<Candidate> given() {
    Distribution standard = DiagonalGaussianMixture.standard(codes.train().dimensions());
    List<Candidate> candidates = new ArrayList<>();
    if (DiagonalGaussianMixture.isStandard(codes.own().density())) {
      candidates.add(own(Kind.STANDARD));
    } else {
      candidates.add(
          new Candidate(
              Kind.STANDARD,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              standard,
              Optional.empty()));
      candidates.add(own(Kind.OWN));
    }
    return candidates;
  }

  private Candidate own(Kind kind) {
    return new Candidate(
        kind,
        codes.own().spec(),
        codes.own().build(),
        Optional.empty(),
        codes.own().density(),
        Optional.empty());
  }

  /** Fits a prior; a failure of the prior or its numbers does not affect the others. */
  private Optional<Candidate> fit(
      PriorToFit prior, AggregateMoments moments, List<FailedFit> failedFits) {
    try {
      return Optional.of(fit(prior, moments));
    } catch (ElboException e) {
      return switch (e.category()) {
        case PLUGIN, NUMERIC -> {
          failedFits.add(new FailedFit(prior.spec(), e.problems()));
          yield Optional.empty();
        }
        case USER, INTERNAL -> throw e.in("prior " + prior.spec());
      };
    }
  }

  private RandomStream random() {
    return codes.random().named("gap");
  }

  private Candidate fit(PriorToFit prior, AggregateMoments moments) {
    PriorGraph graph = prior.graph(random().named("fit"), request.options().threads());
    Optional<Distribution> member =
        KnownParameters.bestGaussian(graph, moments).map(graph::densityWith);
    BestFit fit = bestFit(prior);
    return new Candidate(
        Kind.FITTED,
        Optional.of(prior.spec()),
        prior.build(),
        Optional.of(fit),
        fit.prior().density(),
        member);
  }

  private BestFit bestFit(PriorToFit prior) {
    RandomStream random = random().named("fit");
    KeptFits kept = new KeptFits(codes, request);
    Optional<BestFit> known = kept.find(prior, random);
    if (known.isPresent()) {
      return known.get();
    }
    BestFit fit = new StartedFits(codes, request, prior, random, listener).best();
    kept.keep(prior, fit);
    return fit;
  }

  private GapEstimates estimate(Split split, Posteriors posteriors, List<Distribution> priors) {
    GapOptions options = request.options();
    Budget budget =
        new Budget(
            options.samples(), options.threads(), progress("gap of " + split.label() + " codes"));
    return GapEstimator.estimate(posteriors, priors, budget, random().named(split.label()));
  }

  /** Estimates the candidates, followed by the Gaussian members of their families. */
  private GapEstimates estimateTrain(List<Candidate> candidates, List<Distribution> priors) {
    List<Distribution> all = new ArrayList<>(priors);
    candidates.stream().flatMap(candidate -> candidate.member().stream()).forEach(all::add);
    return estimate(Split.TRAIN, codes.train(), all);
  }

  /**
   * Estimates the priors on the test codes, with the aggregate posterior of the training codes as
   * the last prior.
   */
  private GapEstimates estimateTest(Posteriors posteriors, List<Distribution> priors) {
    List<Distribution> all = new ArrayList<>(priors);
    all.add(new AggregatePosterior(codes.train()).onThreads(request.options().threads()));
    return estimate(Split.TEST, posteriors, all);
  }

  /**
   * Computes the bounds of the population for the standard Gaussian; for a prior fitted to these
   * codes they would not be bounds.
   */
  private List<PopulationBounds> curve() {
    Budget budget =
        new Budget(1, request.options().threads(), progress("bounds of the population"));
    return PopulationBounds.curve(
        codes.train(),
        DiagonalGaussianMixture.standard(codes.train().dimensions()),
        budget,
        random().named("curve"));
  }

  /** Returns the priors that have not failed, and records why the others have. */
  private List<PriorOnCodes> priors(
      List<Candidate> candidates,
      GapEstimates train,
      Optional<GapEstimates> test,
      List<FailedFit> failedFits) {
    int aggregate = candidates.size();
    int member = aggregate;
    List<PriorOnCodes> priors = new ArrayList<>();
    for (int k = 0; k < aggregate; k++) {
      int number = k;
      Candidate candidate = candidates.get(k);
      List<String> problems = new ArrayList<>(train.problems(k));
      test.ifPresent(t -> problems.addAll(t.problems(number)));
      if (candidate.member().isPresent()) {
        FitCheck.problem(train, k, member++).ifPresent(problems::add);
      }
      if (problems.isEmpty()) {
        PriorGap ofTrain = PriorGap.of(train, k);
        Optional<PriorGap> ofTest = test.map(t -> PriorGap.ofTest(t, number, aggregate));
        boolean standard = candidate.kind() == Kind.STANDARD;
        priors.add(
            new PriorOnCodes(
                candidate.kind(),
                candidate.spec(),
                candidate.build(),
                standard ? ofTrain.ofStandard() : ofTrain,
                standard ? ofTest.map(PriorGap::ofStandard) : ofTest,
                Optional.of(density(candidate))));
      } else {
        failedFits.add(new FailedFit(spec(candidate, problems), problems));
      }
    }
    priors.add(
        new PriorOnCodes(
            Kind.AGGREGATE,
            Optional.empty(),
            Optional.empty(),
            ofItself(train),
            test.map(t -> PriorGap.of(t, aggregate)),
            Optional.empty()));
    return priors;
  }

  private DensityCheck density(Candidate candidate) {
    RandomStream random =
        random().named("density").named(candidate.spec().map(PluginSpec::toString).orElse(""));
    return DensityCheck.of(candidate.density(), Optional.of(codes.train()), random);
  }

  /**
   * Returns the name of a prior that failed.
   *
   * @throws ElboException NUMERIC if it has none, being known as numbers alone
   */
  private static PluginSpec spec(Candidate candidate, List<String> problems) {
    return candidate
        .spec()
        .orElseThrow(
            () -> ElboException.numeric(problems).in("the " + candidate.kind().label() + " prior"));
  }

  /**
   * Returns the gap of the aggregate posterior as the prior of its own codes, of which it closes
   * all.
   */
  private static PriorGap ofItself(GapEstimates train) {
    return new PriorGap(
        Estimate.exact(0),
        train.gapClosed(0).map(any -> Estimate.exact(1)),
        train.entropy(),
        Optional.empty());
  }
}
