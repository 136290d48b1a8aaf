/** The versions of this program, its libraries and the platform in use. */
package org.elbosurgery.framework.version;
