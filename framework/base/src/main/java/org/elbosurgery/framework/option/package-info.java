/**
 * Options derived from one declaration: a record whose components carry {@link
 * org.elbosurgery.api.Option} and whose no-argument constructor gives the defaults. Plugins and the
 * settings of a run are declared alike.
 */
package org.elbosurgery.framework.option;
