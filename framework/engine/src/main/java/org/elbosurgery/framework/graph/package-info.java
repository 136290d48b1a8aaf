/**
 * SameDiff graphs of a model: binding plugins, gradients, and evaluation, with ND4J's traps closed.
 */
package org.elbosurgery.framework.graph;
