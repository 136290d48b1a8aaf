/** Problems collected over several steps, each of which stops at its own, and reported at once. */
package org.elbosurgery.framework.problem;
