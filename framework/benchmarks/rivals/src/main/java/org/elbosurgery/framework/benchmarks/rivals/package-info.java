/** The same jobs in libtorch's C++ interface, at their best, in turns with ours. */
package org.elbosurgery.framework.benchmarks.rivals;
