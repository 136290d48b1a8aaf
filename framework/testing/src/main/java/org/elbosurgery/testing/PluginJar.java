package org.elbosurgery.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Jars of plugins, compiled on the spot, and class loaders that see these jars alone. */
public final class PluginJar {

  private PluginJar() {}

  /**
   * Compiles classes against this test's class path.
   *
   * @param folder where sources and classes are left
   * @param classNames the classes' names, with their packages
   * @param sources the source of each
   * @return the folder
   */
  public static Path compile(Path folder, List<String> classNames, List<String> sources)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-parameters",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString()));
    for (int i = 0; i < sources.size(); i++) {
      Path file = folder.resolve(classNames.get(i).replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, sources.get(i)).toString());
    }
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, messages, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IOException(messages.toString(StandardCharsets.UTF_8));
    }
    return folder;
  }

  /**
   * Packs a folder's classes with a service file.
   *
   * @param kind the contract
   * @param lines of the contract's service file
   * @return the jar
   */
  public static Path pack(Path jar, Path classes, Class<?> kind, List<String> lines)
      throws IOException {
    return pack(jar, classes, kind, lines, Map.of());
  }

  /**
   * Packs a folder's classes with a service file and a manifest.
   *
   * @param kind the contract
   * @param lines of the contract's service file
   * @param manifest its main entries
   * @return the jar
   */
  public static Path pack(
      Path jar, Path classes, Class<?> kind, List<String> lines, Map<String, String> manifest)
      throws IOException {
    Manifest head = new Manifest();
    head.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach(head.getMainAttributes()::putValue);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), head);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
      out.putNextEntry(new JarEntry("META-INF/services/" + kind.getName()));
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  /** Returns a loader of some jars that shares our classes but sees no other service files. */
  public static URLClassLoader loader(Path... jars) throws IOException {
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
