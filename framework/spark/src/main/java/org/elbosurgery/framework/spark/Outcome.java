package org.elbosurgery.framework.spark;

import java.io.Serializable;
import org.elbosurgery.api.ElboException;

/**
 * The end of a piece of work: its result, or the failure with which it ended.
 *
 * @param result null if it failed
 * @param failure null if it did not
 */
record Outcome<R extends Serializable>(R result, ElboException failure) implements Serializable {}
