package org.elbosurgery.framework.data;

import java.util.Optional;
import org.elbosurgery.framework.file.Sha256;

/**
 * The complete and unchanged content of a source of data.
 *
 * @param name the name that the user gave
 * @param train the training table
 * @param test the test table; empty if there is none
 * @param labels the classes of the rows; empty if they are not asked for
 */
record Source(String name, NamedRows train, Optional<NamedRows> test, Optional<Labels> labels) {

  /** A source without labels. */
  Source(String name, NamedRows train, Optional<NamedRows> test) {
    this(name, train, test, Optional.empty());
  }

  /** Returns the same rows with their classes. */
  Source with(Labels classes) {
    return new Source(name, train, test, Optional.of(classes));
  }

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
