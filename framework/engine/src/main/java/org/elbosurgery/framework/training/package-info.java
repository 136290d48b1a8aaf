/**
 * Training: minibatches, Adam, warm-up, clipping, early stopping, and checkpoints to resume from.
 */
package org.elbosurgery.framework.training;
