/**
 * The contract kit: test classes for authors of plugins to extend, one for each kind of plugin.
 * Their tests have the numbers of the rules in {@code docs/spi}.
 */
package org.elbosurgery.testkit;
