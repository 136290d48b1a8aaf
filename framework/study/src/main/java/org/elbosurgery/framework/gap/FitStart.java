package org.elbosurgery.framework.gap;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.elbosurgery.api.AlternativeStarts;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.call.PluginCall;
import org.elbosurgery.framework.graph.PriorGraph;
import org.elbosurgery.framework.option.OptionSet;

/**
 * A place from which a prior is fitted to the codes of a trained encoder.
 *
 * @param name what distinguishes it
 * @param prior the prior of this start
 * @param random the stream whose child {@code prior} determines its initial values
 */
record FitStart(String name, PriorToFit prior, RandomStream random) {

  /**
   * Returns the start of a number: 0 is the prior as it is given, the next ones are its own
   * {@linkplain AlternativeStarts alternatives}, and all others the prior as it is given with other
   * random numbers.
   *
   * @param candidate the prior
   * @param random the stream of the fit
   * @throws org.elbosurgery.api.ElboException PLUGIN if the prior fails
   */
  static FitStart of(PriorToFit candidate, RandomStream random, int number) {
    Prior given = candidate.model().prior();
    if (number == 0) {
      return new FitStart("as given", candidate, random);
    }
    List<Prior> alternatives = alternatives(candidate, given);
    if (number <= alternatives.size()) {
      Prior other = alternatives.get(number - 1);
      if (other.getClass() != given.getClass()) {
        throw PluginCall.fault(
            given, "alternativeStarts", "returned another prior, " + other, null);
      }
      return new FitStart(difference(given, other), candidate.with(other), random);
    }
    String name = "other random numbers " + (number - alternatives.size());
    return new FitStart(name, candidate, random.named("start").at(number));
  }

  private static List<Prior> alternatives(PriorToFit candidate, Prior given) {
    return given instanceof AlternativeStarts starts
        ? PluginCall.of(
            given,
            "alternativeStarts",
            () -> List.copyOf(starts.alternativeStarts(candidate.rows().size())))
        : List.of();
  }

  /** Returns the options in which a prior differs from another, such as {@code init=data}. */
  private static String difference(Prior given, Prior other) {
    Map<String, String> before = values(given);
    return values(other).entrySet().stream()
        .filter(option -> !option.getValue().equals(before.get(option.getKey())))
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining(","));
  }

  private static Map<String, String> values(Prior prior) {
    return values((Record) prior);
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> Map<String, String> values(R prior) {
    return OptionSet.of((Class<R>) prior.getClass()).values(prior);
  }

  /**
   * Returns a graph of the prior at this start.
   *
   * @param threads on which it is executed
   */
  PriorGraph graph(int threads) {
    return prior.graph(random, threads);
  }
}
