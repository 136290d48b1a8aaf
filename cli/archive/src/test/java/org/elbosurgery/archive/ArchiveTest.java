package org.elbosurgery.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archives that were just made; the one of this machine's platform is unpacked and run. */
@DisplayName("The archive of a platform")
final class ArchiveTest {

  private static final String VERSION = System.getProperty("version");
  private static final String TOP = "elbo-" + VERSION + "/";
  private static final boolean WINDOWS = OS.current() == OS.WINDOWS;

  @TempDir private Path folder;

  private static Path archive(String platform, String format) {
    return Path.of(System.getProperty("archives") + "-" + platform + format);
  }

  /** How a process ended and what it printed, both streams together. */
  private record Ended(int exitCode, String output) {}

  private static Ended run(ProcessBuilder builder) throws Exception {
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"linux-x86_64", "linux-arm64", "macosx-arm64", "macosx-x86_64", "windows-x86_64"})
  @DisplayName("has the native libraries of that platform alone, and what every archive has")
  void holds(String platform) throws Exception {
    Set<String> files = filesOfZip(archive(platform, ".zip"));
    Ended listed = run(new ProcessBuilder("tar", "tzf", archive(platform, ".tar.gz").toString()));
    assertThat(listed.output().lines().filter(name -> !name.endsWith("/")))
        .containsExactlyInAnyOrderElementsOf(files);
    assertThat(files)
        .contains(
            TOP + "bin/elbo",
            TOP + "bin/elbo.bat",
            TOP + "lib/jvm.options",
            TOP + "lib/elbo-cli-" + VERSION + ".jar",
            TOP + "elbo-" + VERSION + ".cdx.json",
            TOP + "LICENSE",
            TOP + "NOTICE",
            TOP + "licenses/MIT.txt",
            TOP + "README.md",
            TOP + "docs/options.md");
    Set<String> natives =
        files.stream()
            .filter(name -> name.matches(".*-(linux|macosx|windows)-(x86_64|arm64)\\.jar"))
            .map(name -> name.replaceAll(".*/|-[0-9].*?(?=-(linux|macosx|windows))", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(natives)
        .containsExactly(
            "javacpp-" + platform + ".jar",
            "nd4j-native-" + platform + ".jar",
            "openblas-" + platform + ".jar");
  }

  private static Set<String> filesOfZip(Path archive) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      return zip.stream()
          .filter(entry -> !entry.isDirectory())
          .map(entry -> entry.getName())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  @DisplayName("runs a comparison and its report where it was unpacked, without Maven")
  void runs() throws Exception {
    Path program = unpack();
    assertThat(elbo(program, "--version").output()).contains(VERSION);
    Ended compared =
        elbo(
            program,
            "compare",
            "--data=synthetic",
            "--limit=500",
            "--epochs=1",
            "--latent=2",
            "--threads=1",
            "--out=a comparison");
    assertThat(compared.output()).contains("gap closed", "saved in a comparison");
    assertThat(compared.exitCode()).isZero();
    Ended reported = elbo(program, "report", "a comparison", "--out=report");
    assertThat(reported.exitCode()).as(reported.output()).isZero();
    assertThat(folder.resolve("report/index.html")).isNotEmptyFile();
  }

  @Test
  @DisplayName("is found through a symbolic link")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is no bash script there")
  void followsLink() throws Exception {
    Path program = unpack();
    Path link = Files.createSymbolicLink(folder.resolve("my-elbo"), program);
    assertThat(elbo(link, "--version").output()).contains(VERSION);
  }

  /** Unpacks the archive of this platform below a name with a blank; returns the launcher. */
  private Path unpack() throws Exception {
    Path place = Files.createDirectories(folder.resolve("a program"));
    Path archive = archive(System.getProperty("platform"), ".tar.gz");
    assertThat(run(new ProcessBuilder("tar", "xzf", archive.toString(), "-C", place.toString())))
        .isEqualTo(new Ended(0, ""));
    return place.resolve(TOP).resolve(WINDOWS ? "bin/elbo.bat" : "bin/elbo");
  }

  private Ended elbo(Path program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("ELBO_JAVA_OPTS");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().computeIfPresent("PATH", (name, path) -> noMaven() + path);
    return run(builder);
  }

  /** Puts a Maven that fails before any other. */
  private String noMaven() {
    try {
      Path tools = Files.createDirectories(folder.resolve("tools"));
      Path maven = Files.writeString(tools.resolve("mvn"), "#!/bin/sh\nexit 1\n");
      assertThat(maven.toFile().setExecutable(true)).isTrue();
      return tools + File.pathSeparator;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
