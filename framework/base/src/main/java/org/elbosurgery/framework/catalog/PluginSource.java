package org.elbosurgery.framework.catalog;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.FileProblem;
import org.elbosurgery.framework.version.Versions;

/**
 * A source of plugins.
 *
 * @param loader sees their service files
 * @param folder a folder whose jars the loader sees in addition to the class path, if any
 * @param problems one sentence for each jar that was left out
 */
public record PluginSource(ClassLoader loader, Optional<Path> folder, List<String> problems) {

  /** The entry of a jar's manifest with the version of elbo-api that it was built against. */
  static final String API_VERSION = "Elbo-Api-Version";

  /** Copies the problems. */
  public PluginSource {
    problems = List.copyOf(problems);
  }

  /** Returns the plugins that a class loader sees. */
  public static PluginSource of(ClassLoader loader) {
    return new PluginSource(loader, Optional.empty(), List.of());
  }

  /**
   * Returns the plugins that a class loader sees, and those in the jars of a folder.
   *
   * @param folder whose files with names ending in {@code .jar} are added, in the order of their
   *     names
   * @param parent sees the other plugins and the contracts
   * @throws ElboException USER if it is not a folder, cannot be read, or has no jars
   */
  public static PluginSource folder(Path folder, ClassLoader parent) {
    List<String> problems = new ArrayList<>();
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars(folder)) {
      Optional<String> problem = problem(jar);
      problem.ifPresent(problems::add);
      if (problem.isEmpty()) {
        urls.add(url(jar));
      }
    }
    return new PluginSource(
        new URLClassLoader(urls.toArray(URL[]::new), parent), Optional.of(folder), problems);
  }

  private static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw ElboException.user("plugin path " + folder + " is not a folder; give a folder of jars");
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      if (jars.isEmpty()) {
        throw ElboException.user("plugin path " + folder + " has no jar; give a folder of jars");
      }
      return jars;
    } catch (IOException e) {
      throw FileProblem.unreadable(folder, e);
    }
  }

  /** Returns why a jar cannot be used; empty if no reason is known. */
  private static Optional<String> problem(Path jar) {
    if (!Files.isRegularFile(jar)) { // opening a pipe would never return
      return Optional.of(jar + " is not a file; it is left out");
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String given = manifest == null ? null : manifest.getMainAttributes().getValue(API_VERSION);
      String ours = Versions.current().elbo();
      return given == null || runs(ours, given)
          ? Optional.empty()
          : Optional.of(
              "%s was built against elbo-api %s, this is %s; build it again"
                  .formatted(jar, given, ours));
    } catch (ZipException | SecurityException e) {
      return Optional.of(jar + " is no jar: " + e.getMessage());
    } catch (IOException e) {
      return Optional.of(FileProblem.unreadable(jar, e).getMessage());
    }
  }

  /** Returns whether a plugin that was built against a version runs with this version. */
  private static boolean runs(String ours, String built) {
    ApiVersion version = ApiVersion.parse(ours).orElseThrow();
    return ApiVersion.parse(built).filter(version::runs).isPresent();
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw ElboException.internal("no URL for " + jar, e);
    }
  }
}
