/**
 * Data sets: their sources, their representation in memory, and the binarization of grey values. A
 * {@link org.elbosurgery.framework.data.DataSource} loads a {@link
 * org.elbosurgery.framework.data.DataSet}, whose {@link org.elbosurgery.framework.data.Rows} are
 * read one at a time.
 */
package org.elbosurgery.framework.data;
