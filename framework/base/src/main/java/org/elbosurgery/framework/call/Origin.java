package org.elbosurgery.framework.call;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Where a class was loaded from, for messages. */
public final class Origin {

  private Origin() {}

  /** Returns the jar or folder of a class. */
  public static String of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? "the Java runtime"
        : readable(source.getLocation().toString());
  }

  /** Returns the jar or folder of a class as a path; empty if it comes from neither. */
  static Optional<Path> path(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return Optional.ofNullable(source == null ? null : source.getLocation())
        .map(URL::toString)
        .filter(url -> url.startsWith("file:"))
        .map(url -> Path.of(URI.create(url)));
  }

  /** Returns a URL as a path if it is the URL of a file, otherwise unchanged. */
  public static String readable(String url) {
    return url.startsWith("file:") ? Path.of(URI.create(url)).toString() : url;
  }
}
