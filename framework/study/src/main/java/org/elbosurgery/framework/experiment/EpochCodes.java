package org.elbosurgery.framework.experiment;

import java.util.Optional;
import org.elbosurgery.api.Distribution;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.npy.WordArray;

/**
 * Codes and prior after an epoch of a training.
 *
 * @param epoch counted from 1
 * @param posteriors of some of the training rows
 * @param labels the class of each of them; empty if it is not known
 * @param prior empty if it is neither a Gaussian nor a mixture of Gaussians
 */
public record EpochCodes(
    int epoch, Posteriors posteriors, Optional<WordArray> labels, Optional<Distribution> prior) {}
