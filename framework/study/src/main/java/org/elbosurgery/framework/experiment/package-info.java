/**
 * Experiments from the options to the result: the specification by a user ({@link
 * org.elbosurgery.framework.experiment.ExperimentSpec}), the experiment with its plugins and data
 * ({@link org.elbosurgery.framework.experiment.Experiment}), the run, and its folder.
 */
package org.elbosurgery.framework.experiment;
