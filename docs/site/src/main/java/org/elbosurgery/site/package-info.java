/** The documentation as a static site: pages with navigation and search, sources that they link. */
package org.elbosurgery.site;
