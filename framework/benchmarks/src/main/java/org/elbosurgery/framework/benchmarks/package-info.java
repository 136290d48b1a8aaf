/** How fast and how precise the aggregate posterior is. */
package org.elbosurgery.framework.benchmarks;
