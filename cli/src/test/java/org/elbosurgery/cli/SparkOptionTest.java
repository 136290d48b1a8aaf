package org.elbosurgery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("--spark")
final class SparkOptionTest {

  private static final String ADVICE =
      "; mvn -DskipTests package -pl framework/spark/home -am in the project makes such a folder,"
          + " framework/spark/home/target";

  @TempDir private Path home;

  private void assertRefused(String given, String problem) {
    assertThatThrownBy(() -> SparkOption.jars(given))
        .isInstanceOf(ElboException.class)
        .hasMessage(problem + ADVICE);
  }

  private Path jar(String name) throws IOException {
    Path jar = home.resolve(name);
    Files.createDirectories(jar.getParent());
    return Files.createFile(jar);
  }

  @Test
  @DisplayName("needs the jars of Spark 4 for Scala 2.13 and the adapter in SPARK_HOME")
  void needsHome() throws IOException {
    String given = home.toString();
    assertRefused(
        null,
        "--spark needs Apache Spark, which does not come with elbo; set SPARK_HOME to a folder that"
            + " has it, and the adapter");
    jar("jars/spark-core_2.12-3.5.0.jar");
    assertRefused(
        given,
        "--spark needs spark-core_2.13-4*.jar in %s/jars, and there is none; SPARK_HOME says where to look"
            .formatted(given));
    Path core = jar("jars/spark-core_2.13-4.2.0.jar");
    assertRefused(
        given,
        "--spark needs elbo-spark-*.jar in %s/elbo, and there is none; SPARK_HOME says where to look"
            .formatted(given));
    Path adapter = jar("elbo/elbo-spark-1.0.jar");
    assertThat(SparkOption.jars(given)).contains(core, adapter);
  }

  @Test
  @DisplayName("leaves no folder of a sweep where there is no cluster")
  void leavesNothing() {
    Path sweep = home.resolve("sweep");
    Recorded recorded =
        Recorded.run(
            Elbo.standard(),
            RunFolders.smallSweep("--spark=spark://127.0.0.1:9", "--out=" + sweep));
    assertThat(recorded.exitCode()).isEqualTo(2);
    assertThat(recorded.err()).hasSize(1);
    assertThat(sweep).doesNotExist();
  }
}
