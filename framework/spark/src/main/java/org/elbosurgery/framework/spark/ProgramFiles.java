package org.elbosurgery.framework.spark;

import java.io.File;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;

/**
 * The jars of this program, in their order. Spark takes them to executors, in no order, and not
 * onto the class path that Java knows of.
 *
 * @param paths absolute; where tasks run in this process, folders of classes may be among them
 */
record ProgramFiles(ArrayList<String> paths) implements Serializable {

  /** Returns the class path of this process, or what spark-submit was given, with the adapter. */
  static ProgramFiles ofThisProcess() {
    String submitted = System.getProperty("spark.jars", "");
    Stream<Path> files =
        submitted.isBlank()
            ? Arrays.stream(
                    System.getProperty("java.class.path")
                        .split(Pattern.quote(File.pathSeparator), -1))
                .map(Path::of)
            : Arrays.stream(submitted.split(",", -1)).map(ProgramFiles::path);
    Set<String> paths = new LinkedHashSet<>();
    Stream.concat(files, Stream.of(adapter()))
        .filter(Files::exists)
        .map(file -> file.toAbsolutePath().normalize().toString())
        .forEach(paths::add);
    return new ProgramFiles(new ArrayList<>(paths));
  }

  /** Returns the path of a jar as spark-submit names it: a path, or a URI of one. */
  private static Path path(String jar) {
    return jar.matches("(file|local):.*") ? Path.of(URI.create(jar).getPath()) : Path.of(jar);
  }

  private static Path adapter() {
    return path(ProgramFiles.class.getProtectionDomain().getCodeSource().getLocation());
  }

  private static Path path(URL url) {
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw ElboException.internal("no path of " + url, e);
    }
  }

  /**
   * Returns the jars.
   *
   * @throws ElboException USER if there are folders among them, which Spark does not take anywhere
   */
  List<String> jars() {
    List<String> folders = paths.stream().filter(path -> Files.isDirectory(Path.of(path))).toList();
    if (!folders.isEmpty()) {
      throw ElboException.user(
          "Spark takes jars to its executors, and no folders of classes like %s; run elbo from jars"
              .formatted(folders.get(0)));
    }
    return paths;
  }

  /**
   * Returns the class path of the program where this is called: what Spark has brought there, or
   * else the same paths.
   *
   * @throws ElboException USER if something of the program is not there
   */
  String classPathHere() {
    Map<String, Path> brought = new HashMap<>();
    if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
      for (URL url : loader.getURLs()) {
        Path path = path(url);
        brought.put(path.getFileName().toString(), path.toAbsolutePath().normalize());
      }
    }
    List<String> classPath = new ArrayList<>();
    for (String path : paths) {
      Path here = brought.getOrDefault(Path.of(path).getFileName().toString(), Path.of(path));
      if (!Files.exists(here)) {
        throw ElboException.user(
            "there is no %s on the machine %s; give spark-submit all jars of elbo by --jars"
                .formatted(path, SparkPlace.host()));
      }
      classPath.add(here.toString());
    }
    return String.join(File.pathSeparator, classPath);
  }
}
