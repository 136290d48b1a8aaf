package org.elbosurgery.framework.graph;

/**
 * How the loss of a batch is made of its terms, beside the weight of the average KL, which changes
 * from step to step.
 *
 * @param freeBits nats of the average KL that cost nothing: the loss has max(average KL, freeBits)
 *     (Kingma et al. 2016)
 * @param samplesPerRow samples z of each row's posterior
 */
public record Objective(double freeBits, int samplesPerRow) {

  /** The negative ELBO, with one sample a row. */
  public static final Objective ELBO = new Objective(0, 1);
}
