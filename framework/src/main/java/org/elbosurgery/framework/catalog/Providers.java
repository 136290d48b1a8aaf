package org.elbosurgery.framework.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.commons.io.IOUtils;

/**
 * The implementations of a contract that {@link ServiceLoader} finds.
 *
 * @param types the classes that load
 * @param problems one sentence for each that does not, with the jar that lists it
 */
record Providers<T>(Set<Class<? extends T>> types, List<String> problems) {

  static <T> Providers<T> find(Class<T> kind, ClassLoader loader) {
    Set<Class<? extends T>> types = new LinkedHashSet<>();
    List<String> failures = new ArrayList<>();
    Iterator<ServiceLoader.Provider<T>> providers =
        ServiceLoader.load(kind, loader).stream().iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        types.add(providers.next().type());
      } catch (ServiceConfigurationError | LinkageError e) {
        failures.add(e.toString()); // the next call goes on behind the faulty provider
      }
    }
    List<String> problems = failures.isEmpty() ? List.of() : locate(kind, loader, types, failures);
    return new Providers<>(types, problems);
  }

  /**
   * Says which jar each failure comes from. ServiceLoader does not, so the service files are read
   * again: what they list and ServiceLoader did not deliver has failed.
   */
  private static <T> List<String> locate(
      Class<T> kind, ClassLoader loader, Set<Class<? extends T>> types, List<String> failures) {
    String file = "META-INF/services/" + kind.getName();
    List<String> delivered = types.stream().map(Class::getName).toList();
    List<String> problems = new ArrayList<>();
    try {
      for (URL url : Collections.list(loader.getResources(file))) {
        for (String name : listed(url)) {
          if (!delivered.contains(name)) {
            problems.add(
                "%s in %s does not load: %s"
                    .formatted(name, jar(url, file), reason(name, loader, failures)));
          }
        }
      }
    } catch (IOException e) {
      problems.addAll(failures);
    }
    return problems.isEmpty() ? failures : problems;
  }

  private static List<String> listed(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false); // a cached connection would keep the jar open
    try (InputStream in = connection.getInputStream()) {
      return IOUtils.readLines(in, StandardCharsets.UTF_8).stream()
          .map(line -> line.replaceFirst("#.*", "").trim())
          .filter(name -> !name.isEmpty())
          .toList();
    }
  }

  private static String reason(String name, ClassLoader loader, List<String> failures) {
    return failures.stream()
        .filter(failure -> failure.contains(name))
        .findFirst()
        .orElseGet(() -> loadingError(name, loader));
  }

  private static String loadingError(String name, ClassLoader loader) {
    try {
      Class.forName(name, false, loader);
      return "another line of its service file is malformed";
    } catch (ClassNotFoundException | LinkageError e) {
      return e.toString();
    }
  }

  private static String jar(URL url, String file) {
    String location = url.toString();
    return Origin.readable(
        location
            .substring(0, location.length() - file.length())
            .replaceFirst("^jar:(.*)!/$", "$1"));
  }
}
