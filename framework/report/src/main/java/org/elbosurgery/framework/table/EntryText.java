package org.elbosurgery.framework.table;

import org.elbosurgery.framework.number.NumberText;

/**
 * How a format writes cells for people.
 *
 * @param missing the text of a cell without a value
 * @param numbers the format of a value with its error
 */
public record EntryText(String missing, NumberText numbers) {

  /** Returns the same with another number of significant digits of errors. */
  EntryText in(Layout layout) {
    return new EntryText(missing, numbers.withErrorDigits(layout.digits()));
  }
}
