package org.elbosurgery.framework.cluster;

/**
 * Where a piece of work is done.
 *
 * @param name the machine, as users know it
 * @param classPath of this program there, in the order of the process that spread the work
 */
public record Site(String name, String classPath) {}
