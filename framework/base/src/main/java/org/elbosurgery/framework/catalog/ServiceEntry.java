package org.elbosurgery.framework.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.io.IOUtils;
import org.elbosurgery.framework.call.Origin;

/**
 * A line of a service file.
 *
 * @param className the implementation that it lists
 * @param root where the jar or folder of the service file begins
 */
record ServiceEntry(String className, String root) {

  /**
   * Returns the lines of all service files of a contract.
   *
   * @throws IOException if one cannot be read
   */
  static List<ServiceEntry> all(Class<?> kind, ClassLoader loader) throws IOException {
    String file = "META-INF/services/" + kind.getName();
    List<ServiceEntry> entries = new ArrayList<>();
    for (URL url : Collections.list(loader.getResources(file))) {
      String location = url.toString();
      String root = location.substring(0, location.length() - file.length());
      try (InputStream in = open(url)) {
        IOUtils.readLines(in, StandardCharsets.UTF_8).stream()
            .map(line -> line.replaceFirst("#.*", "").trim())
            .filter(name -> !name.isEmpty())
            .forEach(name -> entries.add(new ServiceEntry(name, root)));
      }
    }
    return entries.stream().distinct().toList();
  }

  /** Returns whether the jar also contains the class; a jar of sources, for example, does not. */
  boolean hasClass() {
    try (InputStream in = open(new URL(root + className.replace('.', '/') + ".class"))) {
      return in != null;
    } catch (IOException | SecurityException e) {
      return false;
    }
  }

  /** Returns the jar or folder. */
  String jar() {
    return Origin.readable(root.replaceFirst("^jar:(.*)!/$", "$1"));
  }

  private static InputStream open(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false); // a cached connection would keep the jar open
    return connection.getInputStream();
  }
}
