/**
 * The contracts of the four kinds of plugin, as numbered rules that can be checked. The JUnit kit,
 * {@code elbo check} and the pages of the specification all use this implementation.
 */
package org.elbosurgery.framework.contract;
