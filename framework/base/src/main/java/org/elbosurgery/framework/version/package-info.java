/** Which versions of this program, its libraries and the platform are running. */
package org.elbosurgery.framework.version;
