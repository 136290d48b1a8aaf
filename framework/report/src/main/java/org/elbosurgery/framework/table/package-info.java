/** Tables of results, and the formats in which papers, programs and people read them. */
package org.elbosurgery.framework.table;
