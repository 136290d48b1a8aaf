package org.elbosurgery.framework.call;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Sha256;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The answers of plugins, for comparison with their answers to the same question later. Only this
 * comparison reveals a random operation, a counter or a clock in a plugin's formula.
 */
public final class Answers {

  private static final String RULE =
      "; the same question has the same answer: random numbers come from the stream that the plugin"
          + " is given (scope.random() when it is bound), never from an operation of the graph, a"
          + " global generator, a counter or a clock";

  /** How many numbers of an answer are kept, to say how a different answer differs. */
  private static final int BEGINNING = 1024;

  private final Map<String, Answer> given = new HashMap<>();
  private Optional<Class<?>> unsteady = Optional.empty();

  /**
   * Keeps an answer, or checks that it equals the earlier answer bit for bit. Once one plugin has
   * failed this check, plugins of other classes are not checked any more, because their answers may
   * depend on the first.
   *
   * @throws ElboException PLUGIN if the answer differs
   */
  public void hold(ReturnedArray answer) {
    hold(
        answer.plugin(),
        answer.call() + " for " + ReturnedArray.words(answer.rows()),
        answer.values());
  }

  /**
   * Keeps an answer, or checks it against the earlier one, like {@link #hold(ReturnedArray)}.
   *
   * @param plugin the plugin that answered
   * @param question the call and its arguments, in words
   * @throws ElboException PLUGIN if the answer differs
   */
  public void hold(Object plugin, String question, INDArray answer) {
    Answer now = Answer.of(answer);
    Answer then = given.putIfAbsent(plugin.getClass().getName() + " " + question, now);
    boolean differs = then != null && !then.sha256().equals(now.sha256());
    if (differs && unsteady.map(plugin.getClass()::equals).orElse(true)) {
      unsteady = Optional.of(plugin.getClass());
      throw PluginCall.fault(plugin, question, "gave " + then.difference(now) + RULE, null);
    }
  }

  /**
   * What is kept of an answer, which may be a parameter of any size.
   *
   * @param sha256 the digest of all its numbers
   * @param size the number of its numbers
   * @param beginning the first of its numbers
   */
  private record Answer(String sha256, long size, List<Double> beginning) {

    static Answer of(INDArray array) {
      try (INDArray rowByRow = array.dup('c')) {
        DataBuffer numbers = rowByRow.data();
        long size = array.length();
        return new Answer(
            sha256(numbers, size),
            size,
            LongStream.range(0, Math.min(BEGINNING, size)).mapToObj(numbers::getDouble).toList());
      }
    }

    private static String sha256(DataBuffer numbers, long size) {
      return Sha256.of(
          out -> {
            DataOutputStream bits = new DataOutputStream(new BufferedOutputStream(out));
            for (long i = 0; i < size; i++) {
              bits.writeLong(Double.doubleToLongBits(numbers.getDouble(i)));
            }
            bits.flush();
          });
    }

    /** Returns in words how another answer differs. */
    String difference(Answer other) {
      if (size != other.size) {
        return size + " numbers, and when asked again " + other.size;
      }
      return IntStream.range(0, beginning.size())
          .filter(i -> !beginning.get(i).equals(other.beginning.get(i)))
          .mapToObj(i -> beginning.get(i) + ", and when asked again " + other.beginning.get(i))
          .findFirst()
          .orElse("some numbers, and when asked again others");
    }
  }
}
