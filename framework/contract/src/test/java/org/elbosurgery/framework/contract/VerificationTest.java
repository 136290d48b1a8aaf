package org.elbosurgery.framework.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Prior;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.contract.ExaminationTest.Various;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A verification")
final class VerificationTest {

  private static RuleBook<Prior> book() {
    return new RuleBook<Prior>().group(Group.GRAPH);
  }

  private static Verification<Prior> of(RuleBook<Prior> book) {
    return new Verification<>(
        book.rules(), new Examination<>(Prior.class, Candidate.of(Various.class)));
  }

  private static List<String> outcomes(RuleBook<Prior> book) {
    return of(book).outcomes(ProgressListener.NONE).stream()
        .map(o -> o.rule().number() + " " + o.status().label() + " " + o.message())
        .map(text -> text.replaceFirst("java:\\d+", "java:NN"))
        .toList();
  }

  private static RuleBook<Prior> add(
      RuleBook<Prior> book, String number, Check<Prior> check, String... needs) {
    return book.rule(number, Strength.REQUIRED, "It MUST.", "So.", check, needs);
  }

  private static Check<Prior> fails() {
    return plugin -> {
      throw new Breach("it is wrong");
    };
  }

  @Test
  @DisplayName("does not check what needs a broken rule, near or far, and says which that is")
  void needs() {
    RuleBook<Prior> book = book();
    add(book, "1.1", fails());
    add(book, "1.2", fails(), "1.1");
    add(book, "1.3", fails(), "1.4", "1.2");
    add(book, "1.4", plugin -> {});

    assertThat(outcomes(book))
        .containsExactly(
            "1.1 failed it is wrong",
            "1.2 skipped not checked because 1.1 failed",
            "1.3 skipped not checked because 1.1 failed",
            "1.4 passed ");
  }

  @Test
  @DisplayName("checks what needs a rule that does not apply")
  void notApplicable() {
    RuleBook<Prior> book = book();
    add(
        book,
        "1.1",
        plugin -> {
          throw new NotApplicable("it has no such thing");
        });
    add(book, "1.2", fails(), "1.1");

    assertThat(outcomes(book))
        .containsExactly("1.1 skipped it has no such thing", "1.2 failed it is wrong");
  }

  @Test
  @DisplayName("names the configuration, and applies a rule that applies to one of them")
  void configurations() {
    RuleBook<Prior> book = book();
    add(
        book,
        "1.1",
        Check.each(
            plugin -> {
              if (!((Various) plugin).fixed()) {
                throw new NotApplicable("it is not fixed");
              }
            }));
    add(
        book,
        "1.2",
        Check.each(
            plugin -> {
              if (((Various) plugin).fixed()) {
                throw new IllegalStateException("fixed");
              }
            }));

    assertThat(outcomes(book))
        .containsExactly(
            "1.1 passed ",
            "1.2 failed with choice=relu,fixed=true: the plugin, or what it put into the graph,"
                + " failed at VerificationTest.java:NN: java.lang.IllegalStateException: fixed");
  }

  @Test
  @DisplayName(
      "takes over what the framework says of a plugin, and survives a class that is missing")
  void whateverIsThrown() {
    RuleBook<Prior> book = book();
    add(
        book,
        "1.1",
        plugin -> {
          throw ElboException.plugin("X in x.jar: logProb returned null", null);
        });
    add(
        book,
        "1.2",
        plugin -> {
          throw new NoClassDefFoundError("Lost");
        });

    assertThat(outcomes(book))
        .containsExactly(
            "1.1 failed X in x.jar: logProb returned null",
            "1.2 failed the plugin, or what it put into the graph, failed at VerificationTest.java:NN:"
                + " java.lang.NoClassDefFoundError: Lost; was it built against another version of"
                + " elbo-api?");
  }

  @Test
  @DisplayName("checks a rule once, tells of progress, and stops where the thread is interrupted")
  void lazily() {
    List<String> log = new ArrayList<>();
    RuleBook<Prior> book = book();
    add(book, "1.1", plugin -> log.add("checked"));
    add(book, "1.2", plugin -> Thread.currentThread().interrupt(), "1.1");
    add(book, "1.3", fails());
    Verification<Prior> verification = of(book);

    assertThat(verification.outcome(verification.rules().get(0)).message()).isEmpty();
    assertThatThrownBy(() -> verification.outcomes((done, total) -> log.add(done + "/" + total)))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(log).containsExactly("checked", "1/3", "2/3");
  }

  @Test
  @DisplayName("has rules whose numbers are in order and whose needs exist")
  void order() {
    assertThatThrownBy(() -> add(book(), "1.2", fails())).hasMessageContaining("1.2");
    RuleBook<Prior> book = book();
    assertThatThrownBy(() -> add(book, "1.1", fails(), "7.1").rules()).hasMessageContaining("7.1");
  }
}
