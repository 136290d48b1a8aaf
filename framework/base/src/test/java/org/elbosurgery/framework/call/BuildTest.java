package org.elbosurgery.framework.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.catalog.PluginJar;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The digest of a plugin's build")
final class BuildTest {

  private static final String NAME = "org.example.Made";

  @TempDir private Path folder;

  private Path classes(String name, int constant) throws IOException {
    String source = "package org.example; public class Made { public int f() { return %d; } }";
    Path classes = folder.resolve(name);
    PluginJar.compile(classes, List.of(NAME), List.of(source.formatted(constant)));
    Files.delete(classes.resolve("org/example/Made.java"));
    return classes;
  }

  private static Optional<String> digest(Path place) throws Exception {
    URL[] urls = {place.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      return Build.sha256(Class.forName(NAME, false, loader));
    }
  }

  @Test
  @DisplayName("is that of the classes: not of the jar, its manifest or the times of its files")
  void isOfTheClasses() throws Exception {
    Path one = classes("one", 1);
    Path again = classes("again", 1);
    Files.setLastModifiedTime(again.resolve("org/example/Made.class"), FileTime.fromMillis(0));
    Path jar = PluginJar.pack(folder.resolve("a.jar"), one, Prior.class, List.of());
    Path other =
        PluginJar.pack(
            folder.resolve("b.jar"), again, Prior.class, List.of(NAME), Map.of("Built-By", "me"));
    assertThat(digest(jar)).isPresent().isEqualTo(digest(other)).isEqualTo(digest(one));
  }

  @Test
  @DisplayName("differs where a class does, or another file that the plugin may read")
  void tellsBuildsApart() throws Exception {
    Path one = classes("one", 1);
    Optional<String> before = digest(one);
    assertThat(digest(classes("two", 2))).isPresent().isNotEqualTo(before);
    Files.writeString(one.resolve("weights.txt"), "1 2 3");
    assertThat(digest(one)).isPresent().isNotEqualTo(before);
  }

  @Test
  @DisplayName("does not exist where a file of the jar is damaged")
  void damagedJar() throws Exception {
    Path jar = PluginJar.pack(folder.resolve("a.jar"), classes("one", 1), Prior.class, List.of());
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Files.writeString(zip.getPath("weights.txt"), "0123456789".repeat(1000));
    }
    byte[] bytes = Files.readAllBytes(jar);
    // The deflated digits follow the name and the extra field, whose length is before the name; a
    // block of type 3 is no deflate block.
    int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("weights.txt");
    bytes[name + "weights.txt".length() + bytes[name - 2]] = 0x07;
    Files.write(jar, bytes);
    assertThat(digest(jar)).isEmpty();
  }

  @Test
  @DisplayName("does not exist for a class of the Java runtime")
  void noDigest() {
    assertThat(Build.sha256(String.class)).isEmpty();
  }
}
