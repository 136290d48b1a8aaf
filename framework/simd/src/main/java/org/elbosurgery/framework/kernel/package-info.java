/**
 * The inner sum of the aggregate posterior q(z) = (1/N) sum_n q(z|x_n) over all N components: exact
 * but for a certificate, by kernels that leave out what cannot matter.
 */
package org.elbosurgery.framework.kernel;
