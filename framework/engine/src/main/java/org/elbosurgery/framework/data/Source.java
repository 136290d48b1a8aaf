package org.elbosurgery.framework.data;

import java.util.Optional;
import org.elbosurgery.framework.file.Sha256;

/**
 * The complete and unchanged content of a source of data.
 *
 * @param name the name that the user gave
 * @param train the training table
 * @param test the test table; empty if there is none
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
