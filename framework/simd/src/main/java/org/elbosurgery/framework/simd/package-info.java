/**
 * Loops over arrays of single-precision numbers, each on the incubating Vector API and in plain
 * Java. The module of this package alone is compiled with the Vector API.
 */
package org.elbosurgery.framework.simd;
