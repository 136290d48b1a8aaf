package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.elbosurgery.api.Prior;
import org.elbosurgery.cli.PluginsCommandTest.Lumpy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Starting up")
final class StartUpTest {

  /** Loads everything anew from the class path and remembers what it loaded. */
  private static final class Watching extends URLClassLoader {
    private final Set<String> loaded = ConcurrentHashMap.newKeySet();

    Watching(Path services) throws IOException {
      super(classPath(services), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath(Path services) throws IOException {
      List<URL> urls = new ArrayList<>(List.of(services.toUri().toURL()));
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        urls.add(new File(entry).toURI().toURL());
      }
      return urls.toArray(URL[]::new);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      loaded.add(name);
      return super.findClass(name);
    }
  }

  @Test
  @DisplayName("lists plugins, helps and names its version without loading a class of ND4J")
  void loadsNoNd4j(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Prior.class.getName()), Lumpy.class.getName());
    try (Watching loader = new Watching(folder);
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream())) {
      Class<?> elbo = loader.loadClass(Elbo.class.getName());
      Constructor<?> terminal =
          loader
              .loadClass(Terminal.class.getName())
              .getDeclaredConstructor(
                  PrintStream.class, PrintStream.class, int.class, int.class, boolean.class);
      Method standard = elbo.getDeclaredMethod("standard");
      standard.setAccessible(true);
      Object program = standard.invoke(null);
      Method run = elbo.getDeclaredMethod("run", List.class, terminal.getDeclaringClass());
      run.setAccessible(true);
      for (List<String> args :
          List.of(
              List.of("plugins"),
              List.of("plugins", "prior", "lumpy"),
              List.of("plugins", "--json"),
              List.of("--help"),
              List.of("--version"),
              List.of("run", "--help"),
              List.of("doctor", "--help"))) {
        assertThat(run.invoke(program, args, terminal.newInstance(nowhere, nowhere, 80, 80, false)))
            .isEqualTo(0);
      }

      assertThat(loader.loaded).contains(Lumpy.class.getName());
      assertThat(loader.loaded)
          .noneMatch(name -> name.startsWith("org.nd4j.") || name.startsWith("org.bytedeco."));
    }
  }
}
