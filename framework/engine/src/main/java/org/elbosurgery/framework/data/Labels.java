package org.elbosurgery.framework.data;

import java.util.Optional;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.npy.WordArray;

/**
 * The classes of the rows of a data set, which training does not see.
 *
 * @param train the class of each training row, {@code [N]}
 * @param test the class of each test row; empty if there are no test rows, or their classes are not
 *     known
 */
public record Labels(WordArray train, Optional<WordArray> test) {

  /**
   * Returns the digest of both as {@code .npy} files, training before test, in hexadecimal digits.
   */
  public String sha256() {
    return Sha256.of(
        out -> {
          train.writeTo(out);
          if (test.isPresent()) {
            test.get().writeTo(out);
          }
        });
  }

  /** Returns the same of the first training rows, and of all test rows. */
  Labels firstOf(int rows) {
    return new Labels(train.first(rows), test);
  }
}
