/**
 * The machine: its processor and memory, their measured rates, and the settings of native
 * libraries.
 */
package org.elbosurgery.framework.machine;
