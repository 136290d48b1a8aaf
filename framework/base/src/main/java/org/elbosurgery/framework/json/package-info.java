/** JSON: written in one way, read with limits on depth, digits and names. */
package org.elbosurgery.framework.json;
