/** JMH: the kernels of the aggregate posterior, and the training step. */
package org.elbosurgery.framework.benchmarks;
