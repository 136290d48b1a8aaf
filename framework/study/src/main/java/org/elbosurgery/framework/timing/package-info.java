/**
 * Timings of the two jobs that determine how long users wait: the training step and the inner sums.
 */
package org.elbosurgery.framework.timing;
