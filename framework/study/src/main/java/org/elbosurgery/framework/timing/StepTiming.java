package org.elbosurgery.framework.timing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The time of a training step.
 *
 * @param step the case
 * @param threads the number of threads
 * @param timing of one step
 */
public record StepTiming(StepCase step, int threads, Timing timing) {

  /** Returns the members of its JSON object. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("case", "step");
    json.put("prior", step.prior().toString());
    json.put("encoder", step.encoder().toString());
    json.put("decoder", step.decoder().toString());
    json.put("latent", step.latent());
    json.put("batch", step.batch());
    json.put("threads", threads);
    json.put("medianMs", timing.medianMs());
    json.put("meanMs", timing.meanMs());
    return json;
  }
}
