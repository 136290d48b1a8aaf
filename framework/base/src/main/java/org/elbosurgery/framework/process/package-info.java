/** Java processes of this program: those it starts, and how one of them ends well. */
package org.elbosurgery.framework.process;
