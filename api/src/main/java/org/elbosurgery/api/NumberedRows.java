package org.elbosurgery.api;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows of the training data, with their numbers.
 *
 * @param values {@code [count, D]}
 * @param numbers which training rows they are, counted from 0, {@code [1, count]}; as the {@code
 *     rows} of {@link BoundPrior#trainingLogProb}
 * @since 0.1.0
 */
public record NumberedRows(INDArray values, INDArray numbers) {}
