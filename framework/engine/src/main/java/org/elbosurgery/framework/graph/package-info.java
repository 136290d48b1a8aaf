/**
 * SameDiff graphs of a model: binding of plugins, gradients, and evaluation, with workarounds for
 * ND4J's defects.
 */
package org.elbosurgery.framework.graph;
