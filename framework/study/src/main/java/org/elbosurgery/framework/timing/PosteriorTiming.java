package org.elbosurgery.framework.timing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What log q(z) and the responsibility entropy of one sample of each of N posteriors took.
 *
 * @param posterior which
 * @param threads threads that it was computed on
 * @param timing of the whole job, from the codes on
 * @param maxError the largest error of log q(z) against double precision among the samples that
 *     were checked, in nats
 */
public record PosteriorTiming(
    PosteriorCase posterior, int threads, Timing timing, double maxError) {

  /** Returns how many pairs of a sample and a component are accounted for in a second. */
  public double pairsPerSecond() {
    return posterior.pairs() / (timing.medianMs() * 1e-3);
  }

  /** Returns the seconds for N = S = 60000 at this rate; measured where that is the size. */
  public double fullSeconds() {
    double full = PosteriorCase.FULL_SIZE;
    return full * full / pairsPerSecond();
  }

  /** Returns the members of its JSON object: those of a step, null where they mean nothing. */
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
