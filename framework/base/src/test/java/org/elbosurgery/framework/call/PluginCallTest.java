package org.elbosurgery.framework.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Prior;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A call to a plugin")
final class PluginCallTest {

  /** A prior whose every method is as bad as can be. */
  private static final class HostilePrior implements Prior {
    @Override
    public BoundPrior bind(GraphScope scope) {
      throw new IllegalArgumentException("too small");
    }

    @Override
    public String toString() {
      throw new AssertionError("in toString");
    }
  }

  private static final Prior PRIOR = new HostilePrior();
  private static final String NAMED =
      "prior " + HostilePrior.class.getName() + " in " + Origin.of(HostilePrior.class);

  /** Throws what is not declared. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static Supplier<Object> throwing(Throwable thrown) {
    return () -> {
      PluginCallTest.<RuntimeException>sneak(thrown);
      return "not reached";
    };
  }

  static Stream<Throwable> whateverPluginsThrow() {
    return Stream.of(
        new IllegalStateException("x"),
        new AssertionError("x"),
        new StackOverflowError(),
        new IOException("x"),
        new ThreadDeath(),
        new ExceptionInInitializerError(new NumberFormatException("x")),
        new NoClassDefFoundError("x"),
        new InternalError("x"),
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new AssertionError("in getMessage");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("whateverPluginsThrow")
  @DisplayName("that throws is the plugin's fault, named with its jar and call, whatever it throws")
  void throwsAnything(Throwable thrown) {
    ElboException e =
        catchThrowableOfType(
            ElboException.class, () -> PluginCall.of(PRIOR, "freeze", throwing(thrown)));
    assertThat(e.category()).isEqualTo(Category.PLUGIN);
    assertThat(e).hasCause(thrown);
    assertThat(e.getMessage()).startsWith(NAMED + ": freeze failed at PluginCallTest.java:");
    assertThat(OpenCall.of(Thread.currentThread())).isEmpty();
  }

  @Test
  @DisplayName("whose static initializer failed says by what")
  void staticInitializer() {
    Throwable cause = new NumberFormatException("For input string: \"x\"");
    assertThatThrownBy(
            () -> PluginCall.of(PRIOR, "bind", throwing(new ExceptionInInitializerError(cause))))
        .hasMessageEndingWith(": java.lang.NumberFormatException: For input string: \"x\"");
  }

  /** What cannot be initialized. */
  private static final class Broken {
    static final int NUMBER = Integer.parseInt("x");

    private Broken() {}
  }

  @Test
  @DisplayName("that meets a class whose initialization failed long before says by what it failed")
  void failedBefore() {
    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(() -> PluginCall.of(PRIOR, "bind", () -> Broken.NUMBER))
          .isInstanceOf(ElboException.class)
          .hasMessageStartingWith(NAMED + ": bind failed at PluginCallTest.java:")
          .hasMessageContaining("java.lang.NumberFormatException: For input string: \"x\"");
    }
  }

  @Test
  @DisplayName("that runs out of memory is named, with what to do")
  void outOfMemory() {
    ElboException e =
        catchThrowableOfType(
            ElboException.class,
            () -> PluginCall.of(PRIOR, "bind", throwing(new OutOfMemoryError("Java heap space"))));
    assertThat(e.category()).isEqualTo(Category.USER);
    assertThat(e)
        .hasMessage(
            NAMED
                + ": bind ran out of memory (Java heap space); take a smaller model or batch, or"
                + " more memory by ELBO_JAVA_OPTS=-Xmx4g");
  }

  @Test
  @DisplayName(
      "that says of the program that it is defect is the plugin's fault; the user's is his")
  void internal() {
    assertThatThrownBy(
            () -> PluginCall.of(PRIOR, "bind", throwing(ElboException.internal("defect", null))))
        .hasMessageStartingWith(NAMED + ": bind failed at PluginCallTest.java:")
        .hasMessageEndingWith(": " + ElboException.class.getName() + ": defect")
        .extracting(e -> ((ElboException) e).category())
        .isEqualTo(Category.PLUGIN);
    ElboException user = ElboException.user("give another");
    assertThatThrownBy(() -> PluginCall.of(PRIOR, "bind", throwing(user))).isSameAs(user);
  }

  @Test
  @DisplayName("that is interrupted is no fault, and the thread stays interrupted")
  void interrupted() {
    assertThatThrownBy(
            () -> PluginCall.of(PRIOR, "bind", throwing(new InterruptedException("asked to"))))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  @DisplayName("to bind says what does not fit even where the plugin cannot say what it is")
  void hostileToString() {
    assertThatThrownBy(() -> PluginCall.bind(PRIOR, () -> PRIOR.bind(null)))
        .hasMessage(HostilePrior.class.getName() + " does not fit the model: too small");
  }

  @Test
  @DisplayName("that does not come back is told of once, with the innermost plugin")
  void doesNotComeBack() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () ->
                PluginCall.of(
                    PRIOR, "bind", () -> PluginCall.of("inner", "encode", () -> awaited(end))));
    thread.start();
    CallWatch.start(Duration.ofMillis(20), told::add);

    assertThat(told.take())
        .isEqualTo("plugin java.lang.String in the Java runtime: encode has not returned for 0 s");
    end.countDown();
    thread.join();
    assertThat(told).isEmpty();
    assertThat(OpenCall.of(thread)).isEmpty();
  }

  private static String awaited(CountDownLatch end) {
    try {
      end.await();
      return "done";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
