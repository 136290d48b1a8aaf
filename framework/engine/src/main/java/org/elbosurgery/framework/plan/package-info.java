/**
 * Executes SameDiff graphs by a plan made once for fixed shapes: buffers are assigned in advance,
 * elementwise operations are fused into loops over rows, matrix products are written in place, and
 * nothing is allocated from one evaluation to the next. Operations that it does not know are left
 * to ND4J.
 */
package org.elbosurgery.framework.plan;
