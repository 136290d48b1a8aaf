/**
 * Data sets: where they come from, how they are kept in memory, how grey values become binary. A
 * {@link org.elbosurgery.framework.data.DataSource} loads a {@link
 * org.elbosurgery.framework.data.DataSet}, whose {@link org.elbosurgery.framework.data.Rows} are
 * read one at a time.
 */
package org.elbosurgery.framework.data;
