/** Machines over which work is spread, whatever software they are driven by. */
package org.elbosurgery.framework.cluster;
