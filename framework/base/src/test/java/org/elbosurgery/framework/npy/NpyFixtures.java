package org.elbosurgery.framework.npy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.UntrustedInput;

/** The files that NumPy wrote, and arrays from and to bytes. */
final class NpyFixtures {

  private NpyFixtures() {}

  static Path path(String name) {
    return Path.of("src/test/resources/org/elbosurgery/framework/npy", name);
  }

  static byte[] bytes(String name) {
    try (InputStream in = NpyFixtures.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static NpyArray parse(byte[] bytes) {
    try (UntrustedInput in =
        new UntrustedInput("test.npy", new ByteArrayInputStream(bytes), bytes.length)) {
      return NpyReader.read(in);
    }
  }

  static byte[] bytes(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
