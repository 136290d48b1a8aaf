package org.elbosurgery.framework.timing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The time of computing log q(z) and the responsibility entropy for one sample of each of N
 * posteriors.
 *
 * @param posterior the case
 * @param threads the number of threads
 * @param timing of the whole job, given the posteriors
 * @param maxError the largest error of log q(z) compared with double precision among the checked
 *     samples, in nats
 */
public record PosteriorTiming(
    PosteriorCase posterior, int threads, Timing timing, double maxError) {

  /** Returns the number of pairs of a sample and a component processed per second. */
  public double pairsPerSecond() {
    return posterior.pairs() / (timing.medianMs() * 1e-3);
  }

  /**
   * Returns the seconds for N = S = 60000 at this rate, which is a measurement if that is the size.
   */
  public double fullSeconds() {
    double full = PosteriorCase.FULL_SIZE;
    return full * full / pairsPerSecond();
  }

  /** Returns the members of its JSON object; members that only a step has are null. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("case", "posterior");
    json.put("prior", null);
    json.put("encoder", null);
    json.put("decoder", null);
    json.put("latent", posterior.latent());
    json.put("batch", null);
    json.put("threads", threads);
    json.put("medianMs", timing.medianMs());
    json.put("meanMs", timing.meanMs());
    json.put("pairsPerSecond", pairsPerSecond());
    json.put("fullSeconds", fullSeconds());
    json.put("maxError", maxError);
    return json;
  }
}
