package org.elbosurgery.framework.graph;

/**
 * How the loss of a batch is computed from its terms, except for the weight of the average KL,
 * which changes from step to step.
 *
 * @param freeBits nats of the average KL that are not penalised: the loss has max(average KL,
 *     freeBits) (Kingma et al. 2016)
 * @param samplesPerRow samples z from each row's posterior
 */
public record Objective(double freeBits, int samplesPerRow) {

  /** The negative ELBO, with one sample for each row. */
  public static final Objective ELBO = new Objective(0, 1);
}
