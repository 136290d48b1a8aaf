package org.elbosurgery.framework.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Problems:")
final class ProblemsTest {

  private final Problems problems = Problems.user();

  private static Supplier<Integer> failing(String... sentences) {
    return () -> {
      throw ElboException.user(List.of(sentences));
    };
  }

  @Test
  @DisplayName("A step that succeeds has a value, and nothing is told")
  void success() {
    Checked<Integer> two = problems.attempt(() -> 2);
    problems.check(() -> {});

    assertThat(two.value()).isEqualTo(2);
    assertThat(two.toOptional()).contains(2);
    assertThat(two.isPresent()).isTrue();
    assertThat(problems.isEmpty()).isTrue();
    assertThatCode(problems::requireNone).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("All problems of all steps are said at once, in the order of the steps")
  void allAtOnce() {
    Checked<Integer> first = problems.attempt(failing("a", "b"));
    problems.add("c");
    problems.check(
        () -> {
          throw ElboException.user("d");
        });
    problems.addAll(List.of("e", "a"));

    assertThat(first.isPresent()).isFalse();
    assertThat(first.toOptional()).isEmpty();
    assertThat(problems.isEmpty()).isFalse();
    assertThat(problems.all()).containsExactly("a", "b", "c", "d", "e", "a");
    ElboException thrown = catchThrowableOfType(ElboException.class, problems::requireNone);
    assertThat(thrown.category()).isEqualTo(Category.USER);
    assertThat(thrown.problems()).containsExactly("a", "b", "c", "d", "e", "a");
  }

  @Test
  @DisplayName("A step that needs a missing value fails as that one did, and is told of once")
  void dependentSteps() {
    Checked<Integer> one = problems.attempt(failing("no one"));
    Checked<Integer> two = problems.attempt(() -> 2);
    Checked<Integer> sum = problems.attempt(() -> two.value() + one.value());
    Checked<Integer> twice = problems.attempt(() -> 2 * sum.value());

    assertThat(problems.all()).containsExactly("no one");
    assertThatThrownBy(twice::value)
        .isInstanceOf(ElboException.class)
        .isSameAs(catchThrowableOfType(ElboException.class, one::value));
  }

  @Test
  @DisplayName("Two failures with the same words are two problems")
  void sameWords() {
    problems.attempt(failing("too many"));
    problems.attempt(failing("too many"));

    assertThat(problems.all()).containsExactly("too many", "too many");
  }

  @Test
  @DisplayName("A method with problems of its own is a step of another's")
  void nested() {
    problems.attempt(failing("outer"));
    Checked<Integer> inner =
        problems.attempt(
            () -> {
              Problems own = Problems.user();
              Checked<Integer> value = own.attempt(() -> 1);
              assertThat(own.isEmpty()).isTrue();
              own.add("inner 1");
              own.add("inner 2");
              own.requireNone();
              return value.value();
            });

    assertThat(inner.isPresent()).isFalse();
    assertThat(problems.all()).containsExactly("outer", "inner 1", "inner 2");
  }

  @Test
  @DisplayName("A part says where it is, and knows only its own problems")
  void parts() {
    problems.add("before");
    Problems part = problems.in("run a");

    assertThat(part.isEmpty()).isTrue();
    part.attempt(failing("is damaged"));
    part.in("prior b").add("is unknown");

    assertThat(part.all()).containsExactly("is damaged", "prior b: is unknown");
    assertThat(problems.all())
        .containsExactly("before", "run a: is damaged", "run a: prior b: is unknown");
  }

  @Test
  @DisplayName("A failure that a part has told is not told again outside it")
  void partsShareWhatIsTold() {
    Checked<Integer> value = problems.in("run a").attempt(failing("is damaged"));
    problems.attempt(() -> value.value() + 1);

    assertThat(problems.all()).containsExactly("run a: is damaged");
  }

  @Test
  @DisplayName("A failure of another category ends everything at once")
  void otherCategories() {
    ElboException fault = ElboException.plugin("threw", null);
    assertThatThrownBy(
            () ->
                problems.check(
                    () -> {
                      throw fault;
                    }))
        .isSameAs(fault);
    assertThatThrownBy(() -> Problems.plugin().attempt(failing("a typing error")))
        .hasMessage("a typing error");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  @DisplayName("Those of plugins are a plugin's failure")
  void plugins() {
    Problems faults = Problems.plugin();
    faults.check(
        () -> {
          throw ElboException.plugin("threw", null);
        });

    assertThatThrownBy(faults::requireNone)
        .isInstanceOfSatisfying(
            ElboException.class, e -> assertThat(e.category()).isEqualTo(Category.PLUGIN))
        .hasMessage("threw");
  }

  @Test
  @DisplayName("Nothing found is a value like any other")
  void emptyValues() {
    Checked<Optional<Integer>> nothing = problems.attempt(Optional::empty);

    assertThat(nothing.isPresent()).isTrue();
    assertThat(nothing.value()).isEmpty();
  }
}
