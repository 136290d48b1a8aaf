/** Calls to plugins: what they throw and what they return is held against their contracts. */
package org.elbosurgery.framework.call;
