package org.elbosurgery.framework.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.commons.io.IOUtils;

/** Jars of plugins, compiled on the spot, and class loaders that see these jars alone. */
final class PluginJar {

  /** The body of an estimator, after the options of its record. */
  static final String ESTIMATOR =
      """
       implements org.elbosurgery.api.Estimator {
        public org.elbosurgery.api.Decomposition estimate(
            org.elbosurgery.api.Codes codes, org.elbosurgery.api.Density prior,
            org.elbosurgery.api.Budget budget, org.elbosurgery.api.RandomStream random) {
          throw new UnsupportedOperationException();
        }
      }
      """;

  private PluginJar() {}

  /** Compiles classes, each in a file of its own in the unnamed package. */
  static Path compile(Path folder, List<String> classNames, List<String> sources)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", "" + folder));
    Files.createDirectories(folder);
    for (int i = 0; i < sources.size(); i++) {
      Path file = folder.resolve(classNames.get(i) + ".java");
      arguments.add(Files.writeString(file, sources.get(i)).toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, OutputStream.nullOutputStream(), arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IOException("does not compile: " + sources);
    }
    return folder;
  }

  /** Packs a folder's classes with a service file of the given lines. */
  static Path pack(Path jar, Path classes, Class<?> kind, List<String> lines) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.list(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        out.putNextEntry(new JarEntry(file.getFileName().toString()));
        IOUtils.write(Files.readAllBytes(file), out);
      }
      out.putNextEntry(new JarEntry("META-INF/services/" + kind.getName()));
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  /** Returns a loader of some jars that shares our classes but sees no other service files. */
  static URLClassLoader loader(Path... jars) throws IOException {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      urls[i] = jars[i].toUri().toURL();
    }
    return new URLClassLoader(urls, PluginJar.class.getClassLoader()) {
      @Override
      public Enumeration<URL> getResources(String name) throws IOException {
        return findResources(name);
      }
    };
  }
}
