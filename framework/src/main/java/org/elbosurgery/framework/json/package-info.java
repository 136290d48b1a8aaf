/** How the project writes JSON. */
package org.elbosurgery.framework.json;
