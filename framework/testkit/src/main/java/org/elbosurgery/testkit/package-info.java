/**
 * The contract kit: what a plugin author's tests extend. One class for each kind of plugin; its
 * tests carry the numbers of the rules in {@code docs/spi}.
 */
package org.elbosurgery.testkit;
