package org.elbosurgery.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.PluginJar;

/** The plugin of the guide on writing a prior, compiled from its sources: no class path has it. */
final class ExampleJar {

  static final String CLASS_NAME = "org.example.laplace.LaplacePrior";

  private static final Path MODULE = Path.of("laplace-prior/src/main");

  private ExampleJar() {}

  /** Packs it, as its own build does, into a jar of a folder. */
  static Path pack(Path folder) throws IOException {
    Path source = MODULE.resolve("java").resolve(CLASS_NAME.replace('.', '/') + ".java");
    Path services = MODULE.resolve("resources/META-INF/services").resolve(Prior.class.getName());
    Path classes =
        PluginJar.compile(
            folder.resolve("classes"), List.of(CLASS_NAME), List.of(Files.readString(source)));
    return PluginJar.pack(
        folder.resolve("laplace-prior-1.0.jar"),
        classes,
        Prior.class,
        Files.readAllLines(services));
  }
}
