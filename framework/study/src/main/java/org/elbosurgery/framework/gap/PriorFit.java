package org.elbosurgery.framework.gap;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.elbosurgery.api.ClosedFormFit;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.gap.FitCourse.End;
import org.elbosurgery.framework.graph.Execution;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PriorGraph;

/**
 * A maximum-likelihood fit of a prior, from one start, to the codes of a fixed encoder. The
 * marginal KL is the cross-entropy minus the entropy of q(z), which does not depend on the prior,
 * so the fit minimises the marginal KL. A prior with a closed form is fitted by it; for others Adam
 * minimises the mean cross-entropy of minibatches of codes.
 */
public final class PriorFit {

  /** The relative rounding error of a mean cross-entropy in single precision. */
  private static final double ROUNDING = 1e-5;

  private PriorFit() {}

  /**
   * Fits a prior.
   *
   * @param graph a prior at its initial parameters, which are changed
   * @param posteriors the posteriors to fit it to, at least two
   * @param execution how the graph is executed
   * @param random the root of the streams of the order, the noise and the choice of held-out codes
   * @param progress receives every step
   * @throws ElboException USER if there are fewer than two codes; NUMERIC if the cross-entropy is
   *     not finite; PLUGIN if the prior's closed form fails, or is worse than the initial
   *     parameters
   * @throws CancellationException if this thread is interrupted; its interrupt flag stays set
   */
  public static FittedPrior fit(
      PriorGraph graph,
      Posteriors posteriors,
      FitOptions options,
      Execution execution,
      RandomStream random,
      ProgressListener progress) {
    if (posteriors.size() < 2) {
      throw ElboException.user(
          "a prior cannot be fitted to one code with another held out; take more rows");
    }
    FitCodes codes = new FitCodes(graph, posteriors, random);
    if (graph.prior() instanceof ClosedFormFit) {
      return closedForm(graph, posteriors, codes);
    }
    if (graph.parameters().arrays().isEmpty()) {
      return new BestSoFar(graph, codes).fitted(0, Optional.empty(), End.NO_GAIN);
    }
    return new GradientFit(graph, codes, options, execution, progress).fit();
  }

  /**
   * Returns the cross-entropy by which a fit is judged, the mean over the held-out codes for the
   * prior with its present parameters, in nats. The arguments are as in {@link #fit}.
   *
   * @throws ElboException NUMERIC if it is not finite
   * @throws CancellationException if this thread is interrupted; its interrupt flag stays set
   */
  public static double heldOutCrossEntropy(
      PriorGraph graph, Posteriors posteriors, RandomStream random) {
    return new FitCodes(graph, posteriors, random).heldOutCrossEntropy(0);
  }

  private static FittedPrior closedForm(PriorGraph graph, Posteriors posteriors, FitCodes codes) {
    double initial = codes.heldOutCrossEntropy(0);
    int[] all = IntStream.range(0, posteriors.size()).toArray();
    double before = codes.crossEntropy(all, 0);
    Parameters best =
        KnownParameters.closedForm(graph, AggregateMoments.of(posteriors)).orElseThrow();
    graph.restore(best);
    double after = codes.crossEntropy(all, 0);
    if (after > before + ROUNDING * Math.max(1, Math.abs(before))) {
      throw PluginCall.fault(
          graph.prior(),
          "maximumLikelihood",
          "gave parameters with a cross-entropy of %s, more than the %s it starts with"
              .formatted(after, before),
          null);
    }
    double fitted = codes.heldOutCrossEntropy(0);
    return new FittedPrior(
        graph.density(),
        best,
        new FitCourse(0, 0, initial, fitted, Optional.empty(), End.CLOSED_FORM));
  }
}
