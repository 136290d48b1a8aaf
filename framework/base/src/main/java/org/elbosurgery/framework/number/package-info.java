/** How numbers with errors are written, and what such numbers cannot be. */
package org.elbosurgery.framework.number;
