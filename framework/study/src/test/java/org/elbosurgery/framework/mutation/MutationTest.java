package org.elbosurgery.framework.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file that is read, damaged at random: reading it gives a value, or a user's mistake said in
 * one line. Here it is a few hundred times for each; as a campaign, for as many seconds as asked
 * for, where a call of more than ten seconds is a failure too, under the heap of the launcher:
 *
 * <pre>
 * mvn -pl framework/study -am test -Dtest=MutationTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dmutation.seconds=3600 -Dtest.jvm="-Xmx1500m --add-modules jdk.incubator.vector"
 * </pre>
 *
 * What fails is left in {@code target/mutants}.
 */
@DisplayName("A damaged file")
final class MutationTest {

  private static final int FEW = 300;

  private static final Duration SECONDS = Duration.ofSeconds(Long.getLong("mutation.seconds", 0));

  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** No line breaks, and nothing that a terminal acts on. */
  private static final Pattern ONE_LINE = Pattern.compile("\\P{Cntrl}{1,3000}");

  @TempDir private Path folder;

  static Stream<ReadFile> files() {
    return ReadFile.all().stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  @DisplayName("is read, or refused in one line that says what is wrong")
  void mutants(ReadFile file) throws IOException {
    Path path = folder.resolve(file.name());
    file.write().accept(folder);
    byte[] valid = Files.readAllBytes(path);
    assertThatCode(() -> file.read().accept(folder)).doesNotThrowAnyException();
    long begun = System.nanoTime();
    long slowest = 0;
    long seed = 0;
    int refused = 0;
    while (seed < FEW || System.nanoTime() - begun < SECONDS.toNanos()) {
      seed++;
      byte[] mutant = new Mutation(seed).of(valid);
      Files.write(path, mutant);
      long called = System.nanoTime();
      Optional<Throwable> thrown = thrown(file);
      long took = System.nanoTime() - called;
      slowest = Math.max(slowest, took);
      refused += thrown.isPresent() ? 1 : 0;
      if (!isFine(thrown) || (!SECONDS.isZero() && took > LONGEST.toNanos())) {
        throw failure(file, seed, mutant, thrown, took);
      }
    }
    System.getLogger("mutation")
        .log(
            System.Logger.Level.INFO,
            "{0}: {1} mutants, {2} refused, the slowest in {3} ms",
            file.name(),
            seed,
            refused,
            TimeUnit.NANOSECONDS.toMillis(slowest));
    assertThat(refused).isPositive();
  }

  private Optional<Throwable> thrown(ReadFile file) {
    try {
      file.read().accept(folder);
      return Optional.empty();
    } catch (Throwable e) { // an OutOfMemoryError, say, is what we are after
      return Optional.of(e);
    }
  }

  private static boolean isFine(Optional<Throwable> thrown) {
    return thrown
        .map(
            e ->
                e instanceof ElboException problem
                    && problem.category() == ElboException.Category.USER
                    && problem.problems().stream()
                        .allMatch(line -> ONE_LINE.matcher(line).matches()))
        .orElse(true);
  }

  private static AssertionError failure(
      ReadFile file, long seed, byte[] mutant, Optional<Throwable> thrown, long took)
      throws IOException {
    Path kept = Path.of("target", "mutants", seed + "-" + file.name());
    Files.createDirectories(kept.getParent());
    Files.write(kept, mutant);
    return new AssertionError(
        "%s took %d ms and gave %s"
            .formatted(kept, TimeUnit.NANOSECONDS.toMillis(took), thrown.orElse(null)),
        thrown.orElse(null));
  }
}
