/** Java processes of this program: how they are started and how they end in order. */
package org.elbosurgery.framework.process;
