/** The adapter to Apache Spark. */
package org.elbosurgery.framework.spark;
