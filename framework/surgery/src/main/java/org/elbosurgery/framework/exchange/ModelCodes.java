package org.elbosurgery.framework.exchange;

import java.util.Optional;

/**
 * The codes of a model that was trained anywhere.
 *
 * @param train of the rows that it was trained on, or of all rows there are
 * @param test of other rows; empty if there are none
 */
public record ModelCodes(RowCodes train, Optional<RowCodes> test) {}
