package org.elbosurgery.framework.gap;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.ClosedFormFit;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.GaussianMember;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.graph.Parameters;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.plugin.PluginCall;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Parameters of a prior that it knows from the moments of codes, without a step of a descent. */
final class KnownParameters {

  private KnownParameters() {}

  /**
   * Returns the maximum-likelihood fit.
   *
   * @param graph of the prior, which stays as it is
   * @param moments of the codes
   * @return empty where it has no closed form
   * @throws ElboException PLUGIN if the prior fails, or answers with other parameters than its own
   */
  static Optional<Parameters> closedForm(PriorGraph graph, AggregateMoments moments) {
    return graph.prior() instanceof ClosedFormFit fit
        ? Optional.of(
            parameters(
                graph,
                "maximumLikelihood",
                PluginCall.of(
                    graph.prior(),
                    "maximumLikelihood",
                    () -> fit.maximumLikelihood(moments.means(), moments.covariances()))))
        : Optional.empty();
  }

  /**
   * Returns the best Gaussian that the prior can be.
   *
   * @param graph of the prior, which stays as it is
   * @param moments of the codes
   * @return empty where the prior knows of none
   * @throws ElboException PLUGIN if the prior fails, or answers with other parameters than its own
   */
  static Optional<Parameters> bestGaussian(PriorGraph graph, AggregateMoments moments) {
    return graph.prior() instanceof GaussianMember member
        ? Optional.of(
            parameters(
                graph,
                "bestGaussian",
                PluginCall.of(
                    graph.prior(),
                    "bestGaussian",
                    () -> member.bestGaussian(moments.means(), moments.covariances()))))
        : Optional.empty();
  }

  private static Parameters parameters(
      PriorGraph graph, String call, Map<String, double[]> values) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    graph
        .parameters()
        .arrays()
        .forEach(
            (name, live) -> {
              double[] value = values.get(name.substring(name.indexOf('/') + 1));
              requireLike(graph.prior(), call, name, live, value);
              arrays.put(
                  name,
                  Nd4j.createFromArray(value).reshape('c', live.shape()).castTo(live.dataType()));
            });
    if (values.size() != arrays.size()) {
      throw PluginCall.fault(
          graph.prior(),
          call,
          "gave values of %s, but the parameters are %s"
              .formatted(values.keySet(), arrays.keySet()),
          null);
    }
    return new Parameters(arrays);
  }

  private static void requireLike(
      Prior prior, String call, String name, INDArray live, double[] value) {
    String problem =
        value == null
            ? "gave no value of " + name
            : value.length != live.length()
                ? "gave %d values of %s, which has %d".formatted(value.length, name, live.length())
                : "gave a value of " + name + " that is not finite";
    boolean finite = value != null && Arrays.stream(value).allMatch(Double::isFinite);
    if (!finite || value.length != live.length()) {
      throw PluginCall.fault(prior, call, problem, null);
    }
  }
}
