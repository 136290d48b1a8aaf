/**
 * The contracts of the four kinds of plugin as numbered rules that can be checked: the one
 * implementation behind the JUnit kit, {@code elbo check} and the pages of the specification.
 */
package org.elbosurgery.framework.contract;
