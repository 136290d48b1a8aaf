package org.elbosurgery.framework.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/**
 * The versions that a result depends on.
 *
 * @param elbo this program
 * @param nd4j ND4J
 * @param java the Java runtime
 * @param platform operating system and processor, such as "linux amd64"
 */
public record Versions(String elbo, String nd4j, String java, String platform) {

  /** Returns the versions in use. */
  public static Versions current() {
    Properties built = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Versions(
        built.getProperty("elbo"),
        built.getProperty("nd4j"),
        Runtime.version().toString(),
        System.getProperty("os.name").toLowerCase(Locale.ROOT)
            + " "
            + System.getProperty("os.arch"));
  }

  /** Returns the versions on one line. */
  @Override
  public String toString() {
    return "%s (ND4J %s, Java %s, %s)".formatted(elbo, nd4j, java, platform);
  }
}
