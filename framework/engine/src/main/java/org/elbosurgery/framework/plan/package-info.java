/**
 * Executes SameDiff graphs by a plan made once for fixed shapes: every buffer assigned, element by
 * element operations fused into loops over rows, matrix products run into place, nothing allocated
 * from one evaluation to the next. What it does not know it hands to ND4J.
 */
package org.elbosurgery.framework.plan;
