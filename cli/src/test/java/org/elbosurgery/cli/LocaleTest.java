package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program without the launcher, in a folder and with names that are not ASCII. */
@DisplayName("A locale")
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "elsewhere the JVM's file names do not depend on it")
final class LocaleTest {

  private static final String RUN =
      "elbo run --data synthetic --limit 50 --epochs 1 --encoder mlp:hidden-units=2"
          + " --decoder mlp:hidden-units=2 --threads 1 --out $'r\\303\\251'; echo exit $?; ";

  @TempDir private Path folder;

  /**
   * Runs a script in the folder "cwd é", made by the shell: this JVM may not be able to name it.
   */
  private List<String> run(String locale, String script) throws Exception {
    String elbo =
        "elbo() { LC_ALL=%s '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"; }"
            .formatted(
                locale,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Elbo.class.getName());
    String inFolder = "mkdir -p $'cwd \\303\\251' && cd $'cwd \\303\\251'\n";
    Process process =
        new ProcessBuilder("bash", "-c", elbo + "\n" + inFolder + script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.lines().filter(line -> !line.startsWith("WARNING")).toList();
  }

  @Test
  @DisplayName("with UTF-8 takes such names, and says them")
  void takesNames() throws Exception {
    List<String> lines = run("C.UTF-8", RUN + "ls $'r\\303\\251'; cd ..; echo in *");
    assertThat(lines).contains("saved in ré", "exit 0", "result.json", "in cwd é");
  }

  @Test
  @DisplayName("without them is refused, and nothing is written to a folder with another name")
  void refusesNames() throws Exception {
    List<String> lines =
        run("C", "elbo run --data synthetic --out r1; echo exit $?; cd ..; echo in *");
    assertThat(lines)
        .first()
        .asString()
        .startsWith("elbo: the working folder ")
        .contains("ANSI_X3.4-1968", "set LC_ALL to a locale with UTF-8, such as C.UTF-8");
    assertThat(lines).endsWith("exit 2", "in cwd é");
    assertThat(run("C", "cd ..; elbo run --out $'r\\303\\251'; echo exit $?").get(0))
        .contains("the argument r");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }
}
