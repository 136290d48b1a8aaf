/** Tables of results, and their formats for papers, programs and people. */
package org.elbosurgery.framework.table;
