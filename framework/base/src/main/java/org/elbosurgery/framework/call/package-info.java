/** Calls to plugins, with what they throw and return checked against their contracts. */
package org.elbosurgery.framework.call;
