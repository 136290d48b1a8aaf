/**
 * The inner sum of the aggregate posterior q(z) = (1/N) sum_n q(z|x_n) over all N components, exact
 * within a certificate, by kernels that leave out terms that cannot matter.
 */
package org.elbosurgery.framework.kernel;
