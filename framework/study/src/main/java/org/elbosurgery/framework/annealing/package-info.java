/**
 * Annealed importance sampling of the likelihood with Hamiltonian transitions (Neal 2001; Wu et al.
 * 2017), and its bracket of log p(x) on data that the model makes (Grosse et al. 2015).
 */
package org.elbosurgery.framework.annealing;
