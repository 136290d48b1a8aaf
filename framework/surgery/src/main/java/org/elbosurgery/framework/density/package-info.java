/**
 * Whether a density is one: its normaliser, by quadrature or bridge sampling, and whether samples
 * follow it.
 */
package org.elbosurgery.framework.density;
