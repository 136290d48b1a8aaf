package org.elbosurgery.framework.gap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.experiment.TaskListener;
import org.elbosurgery.framework.gap.FitCourse.End;
import org.elbosurgery.framework.graph.PriorGraph;

/**
 * The fits of a prior to codes from several starts. All begin with the same held-out codes and see
 * the same codes with the same noise in the same order, so their ends can be compared.
 *
 * @param codes the codes
 * @param request what to compute
 * @param prior the prior
 * @param random the stream of the fit
 * @param listener receives the progress
 */
record StartedFits(
    FrozenCodes codes,
    GapRequest request,
    PriorToFit prior,
    RandomStream random,
    TaskListener listener) {

  /**
   * Fits from all starts, or from one where nothing depends on it.
   *
   * @return the best fit
   * @throws ElboException as {@link PriorFit#fit}; a start that fails by its numbers alone is left
   *     out unless it is the first
   */
  BestFit best() {
    FittedPrior best = fit(0);
    int bestStart = 0;
    List<BestFit.Start> starts = new ArrayList<>(List.of(ended(0, Optional.of(best))));
    for (int number = 1; number < count(best); number++) {
      Optional<FittedPrior> other = fitUnlessNumeric(number);
      starts.add(ended(number, other));
      if (other.isPresent()
          && other.get().course().bestCrossEntropy() < best.course().bestCrossEntropy()) {
        best = other.get();
        bestStart = number;
      }
    }
    return new BestFit(best, bestStart, starts);
  }

  private int count(FittedPrior first) {
    boolean fixed =
        first.course().end() == End.CLOSED_FORM || first.parameters().arrays().isEmpty();
    return fixed ? 1 : request.fit().starts();
  }

  private BestFit.Start ended(int number, Optional<FittedPrior> fit) {
    OptionalDouble crossEntropy =
        fit.map(end -> OptionalDouble.of(end.course().bestCrossEntropy()))
            .orElse(OptionalDouble.empty());
    return new BestFit.Start(FitStart.of(prior, random, number).name(), crossEntropy);
  }

  private Optional<FittedPrior> fitUnlessNumeric(int number) {
    try {
      return Optional.of(fit(number));
    } catch (ElboException e) {
      return switch (e.category()) {
        case NUMERIC -> Optional.empty();
        case USER, PLUGIN, INTERNAL -> throw e;
      };
    }
  }

  private FittedPrior fit(int number) {
    FitStart start = FitStart.of(prior, random, number);
    PriorGraph graph = start.graph(request.options().threads());
    String name = "fitting " + prior.spec().name();
    String task = number == 0 ? name : name + ", " + start.name();
    return PriorFit.fit(
        graph,
        codes.train(),
        request.fit(),
        prior.execution(request.options().threads()),
        random,
        (done, total) -> listener.advanced(task, done, total));
  }
}
