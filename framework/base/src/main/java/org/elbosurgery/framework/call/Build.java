package org.elbosurgery.framework.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.file.Sha256;

/**
 * Identifies the build that a plugin's class belongs to, by the SHA-256 of the names and contents
 * of everything in its jar or folder of classes except {@code META-INF}, so that rebuilding the
 * same sources gives the same digest. For a plugin in the same jar as this framework, only its own
 * package counts.
 */
public final class Build {

  private static final ClassValue<Optional<String>> DIGESTS =
      new ClassValue<>() {
        @Override
        protected Optional<String> computeValue(Class<?> type) {
          return digest(type);
        }
      };

  private Build() {}

  /**
   * Returns the digest of a plugin in 64 lower-case hexadecimal digits.
   *
   * @return empty if its classes are in neither a jar nor a folder, or these cannot be read
   */
  public static Optional<String> sha256(Class<?> plugin) {
    return DIGESTS.get(plugin);
  }

  private static Optional<String> digest(Class<?> type) {
    boolean ours = Origin.of(type).equals(Origin.of(Build.class));
    String within = ours ? type.getPackageName().replace('.', '/') + "/" : "";
    try {
      Optional<Path> place = Origin.path(type);
      return place.isEmpty()
          ? Optional.empty()
          : Optional.of(
              Files.isDirectory(place.get())
                  ? ofFolder(place.get(), within)
                  : ofJar(place.get(), within));
    } catch (IOException | UncheckedIOException | ElboException e) {
      return Optional.empty();
    }
  }

  /** Opens the content with a name. */
  @FunctionalInterface
  private interface Opener {
    InputStream open() throws IOException;
  }

  private static String ofJar(Path jar, String within) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Map<String, Opener> files = new TreeMap<>();
      zip.stream()
          .filter(entry -> !entry.isDirectory())
          .forEach(entry -> files.put(entry.getName(), () -> zip.getInputStream(entry)));
      return digest(files, within);
    }
  }

  private static String ofFolder(Path folder, String within) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(within))) {
      Map<String, Opener> files = new TreeMap<>();
      all.filter(Files::isRegularFile)
          .forEach(
              file ->
                  files.put(
                      folder.relativize(file).toString().replace('\\', '/'),
                      () -> RegularFile.open(file)));
      return digest(files, within);
    }
  }

  private static String digest(Map<String, Opener> files, String within) {
    files.keySet().removeIf(name -> name.startsWith("META-INF/") || !name.startsWith(within));
    return Sha256.of(
        out -> {
          for (var file : files.entrySet()) {
            out.write(file.getKey().getBytes(StandardCharsets.UTF_8));
            out.write(
                Sha256.of((OutputStream hash) -> copy(file.getValue(), hash))
                    .getBytes(StandardCharsets.US_ASCII));
          }
        });
  }

  private static void copy(Opener file, OutputStream out) throws IOException {
    try (InputStream in = file.open()) {
      in.transferTo(out);
    }
  }
}
