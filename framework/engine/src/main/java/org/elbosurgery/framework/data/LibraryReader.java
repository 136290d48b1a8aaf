package org.elbosurgery.framework.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.commons.io.function.IOSupplier;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.file.Quotation;

/** Reads by libraries, which may throw anything at a damaged file. */
final class LibraryReader {

  private LibraryReader() {}

  /**
   * Reads something.
   *
   * @param path what is read
   * @param format what it should be, such as "a MATLAB file"
   * @throws ElboException USER if the reader throws it, or anything else
   */
  static <T> T read(Path path, String format, IOSupplier<T> reader) {
    try {
      return reader.get();
    } catch (ElboException e) {
      throw e;
    } catch (UncheckedIOException e) {
      throw FileProblem.unreadable(path, e.getCause());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw ElboException.user(
          "%s cannot be read as %s: %s".formatted(path, format, Quotation.of(e.toString())), e);
    }
  }
}
