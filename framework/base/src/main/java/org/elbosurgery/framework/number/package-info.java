/** The format of numbers with errors, and the detection of impossible values. */
package org.elbosurgery.framework.number;
