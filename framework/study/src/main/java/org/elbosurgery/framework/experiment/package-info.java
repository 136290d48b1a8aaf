/**
 * Experiments from the settings to the result: what a user asks for ({@link
 * org.elbosurgery.framework.experiment.ExperimentSpec}), everything it names resolved ({@link
 * org.elbosurgery.framework.experiment.Experiment}), the run, and the folder it leaves.
 */
package org.elbosurgery.framework.experiment;
