/** Mistakes of which all are said at once, gathered from steps that each stop at their own. */
package org.elbosurgery.framework.problem;
