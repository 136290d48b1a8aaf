/**
 * Options derived from one declaration: a record whose components have an {@link
 * org.elbosurgery.api.Option} and whose no-argument constructor sets the defaults. Plugins and the
 * options of a run are declared in the same way.
 */
package org.elbosurgery.framework.option;
