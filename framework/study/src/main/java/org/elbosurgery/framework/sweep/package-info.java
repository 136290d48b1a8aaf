/**
 * Sweeps: the cross product of repeated options, each cell a run of its own in a Java process of
 * its own, in one folder that says at any moment what is done and what is missing.
 */
package org.elbosurgery.framework.sweep;
