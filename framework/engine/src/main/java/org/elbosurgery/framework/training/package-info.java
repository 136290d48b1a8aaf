/**
 * Training: minibatches, optimizers, learning-rate schedules, warm-up, clipping, early stopping,
 * and checkpoints for resuming.
 */
package org.elbosurgery.framework.training;
