/** JSON, written in one style and read with limits on depth, digits and names. */
package org.elbosurgery.framework.json;
