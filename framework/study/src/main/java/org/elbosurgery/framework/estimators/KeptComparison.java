package org.elbosurgery.framework.estimators;

import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.surgery.EstimatorComparison;

/**
 * A comparison of estimators in the folder of a run.
 *
 * @param split whose codes were compared
 * @param comparison without values per data point
 */
public record KeptComparison(Split split, EstimatorComparison comparison) {}
