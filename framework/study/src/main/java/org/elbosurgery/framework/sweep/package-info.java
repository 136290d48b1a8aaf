/**
 * Sweeps: the cross product of repeated options. Each cell is a separate run in a separate Java
 * process, and one folder shows at any moment what is done and what is missing.
 */
package org.elbosurgery.framework.sweep;
