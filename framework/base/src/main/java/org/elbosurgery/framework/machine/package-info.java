/** The machine: its processor and memory, what they reach, and the settings of native libraries. */
package org.elbosurgery.framework.machine;
