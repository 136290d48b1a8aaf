/** How long the two jobs take that decide the waiting: the training step and the inner sums. */
package org.elbosurgery.framework.timing;
