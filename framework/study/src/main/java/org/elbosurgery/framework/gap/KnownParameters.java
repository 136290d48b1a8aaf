package org.elbosurgery.framework.gap;

import java.util.Optional;
import org.elbosurgery.api.ClosedFormFit;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.GaussianMember;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.graph.GivenParameters;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PriorGraph;

/** Parameters that a prior derives from the moments of codes, without gradient descent. */
final class KnownParameters {

  private KnownParameters() {}

  /**
   * Returns the maximum-likelihood fit.
   *
   * @param graph of the prior, which is not changed
   * @param moments of the codes
   * @return the parameters; empty if there is no closed form
   * @throws ElboException PLUGIN if the prior fails, or returns other parameters than its own
   */
  static Optional<Parameters> closedForm(PriorGraph graph, AggregateMoments moments) {
    return graph.prior() instanceof ClosedFormFit fit
        ? Optional.of(
            GivenParameters.of(
                graph.parameters(),
                graph.prior(),
                "maximumLikelihood",
                PluginCall.of(
                    graph.prior(),
                    "maximumLikelihood",
                    () -> fit.maximumLikelihood(moments.means(), moments.covariances()))))
        : Optional.empty();
  }

  /**
   * Returns the best Gaussian in the family of the prior.
   *
   * @param graph of the prior, which is not changed
   * @param moments of the codes
   * @return the parameters; empty if the prior declares none
   * @throws ElboException PLUGIN if the prior fails, or returns other parameters than its own
   */
  static Optional<Parameters> bestGaussian(PriorGraph graph, AggregateMoments moments) {
    return graph.prior() instanceof GaussianMember member
        ? Optional.of(
            GivenParameters.of(
                graph.parameters(),
                graph.prior(),
                "bestGaussian",
                PluginCall.of(
                    graph.prior(),
                    "bestGaussian",
                    () -> member.bestGaussian(moments.means(), moments.covariances()))))
        : Optional.empty();
  }
}
