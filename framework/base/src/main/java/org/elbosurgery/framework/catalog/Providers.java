package org.elbosurgery.framework.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.elbosurgery.api.ElboException;

/**
 * The implementations of a contract that {@link ServiceLoader} finds.
 *
 * @param types the classes that load
 * @param problems one sentence for each class that does not, with the jar that lists it
 */
record Providers<T>(Set<Class<? extends T>> types, List<String> problems) {

  /**
   * Finds the implementations.
   *
   * @throws ElboException PLUGIN if two jars list the same class and both contain it, because which
   *     of the two is used would depend on the order of the jars
   */
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
      } catch (RuntimeException | Error e) { // thrown for a damaged file or class
        failures.add(e.toString()); // the next call continues after the faulty provider
      }
    }
    try {
      List<ServiceEntry> entries = ServiceEntry.all(kind, loader);
      requireSingle(entries);
      List<String> problems =
          failures.isEmpty() ? failures : locate(entries, loader, types, failures);
      return new Providers<>(types, problems.isEmpty() ? failures : problems);
    } catch (IOException | SecurityException e) { // thrown for a jar with a broken signature
      return new Providers<>(types, failures);
    }
  }

  private static void requireSingle(List<ServiceEntry> entries) {
    Map<String, List<ServiceEntry>> byClass =
        entries.stream().collect(Collectors.groupingBy(ServiceEntry::className));
    for (List<ServiceEntry> same : byClass.values()) {
      List<String> jars =
          same.size() < 2
              ? List.of()
              : same.stream().filter(ServiceEntry::hasClass).map(ServiceEntry::jar).toList();
      if (jars.size() > 1) {
        throw ElboException.plugin(
            "%d jars have the plugin %s: %s; leave one"
                .formatted(jars.size(), same.get(0).className(), String.join(" and ", jars)),
            null);
      }
    }
  }

  /**
   * Returns the failures with their jars, which ServiceLoader does not name: the classes that
   * service files list but ServiceLoader did not deliver have failed.
   */
  private static <T> List<String> locate(
      List<ServiceEntry> entries,
      ClassLoader loader,
      Set<Class<? extends T>> types,
      List<String> failures) {
    List<String> delivered = types.stream().map(Class::getName).toList();
    return entries.stream()
        .filter(entry -> !delivered.contains(entry.className()))
        .map(
            entry ->
                "%s in %s does not load: %s"
                    .formatted(
                        entry.className(),
                        entry.jar(),
                        reason(entry.className(), loader, failures)))
        .toList();
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
    } catch (ClassNotFoundException | RuntimeException | Error e) {
      return e.toString();
    }
  }
}
