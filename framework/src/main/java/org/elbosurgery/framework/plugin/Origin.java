package org.elbosurgery.framework.plugin;

import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;

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

  /** Returns a URL as a path where it is the URL of a file. */
  public static String readable(String url) {
    return url.startsWith("file:") ? Path.of(URI.create(url)).toString() : url;
  }
}
