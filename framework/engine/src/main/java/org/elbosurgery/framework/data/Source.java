package org.elbosurgery.framework.data;

import java.util.Optional;
import org.elbosurgery.framework.file.Sha256;

/**
 * What a source of data holds, whole and unchanged.
 *
 * @param name what the user calls it
 * @param train the training table
 * @param test the test table, where there is one
 */
record Source(String name, NamedRows train, Optional<NamedRows> test) {

  /** Returns the digest of the training content followed by the test content. */
  String sha256() {
    return Sha256.of(
        out -> {
          train.content().writeTo(out);
          if (test.isPresent()) {
            test.get().content().writeTo(out);
          }
        });
  }
}
