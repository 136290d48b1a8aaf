package org.elbosurgery.framework.call;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.elbosurgery.api.ElboException;
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
    boolean differs = then != null && (then.hash() != now.hash() || then.size() != now.size());
    if (differs && unsteady.map(plugin.getClass()::equals).orElse(true)) {
      unsteady = Optional.of(plugin.getClass());
      throw PluginCall.fault(plugin, question, "gave " + then.difference(now) + RULE, null);
    }
  }

  /**
   * What is kept of an answer, which may be a parameter of any size.
   *
   * @param hash of the bits of all its numbers
   * @param size the number of its numbers
   * @param beginning the first of its numbers
   */
  private record Answer(long hash, int size, List<Double> beginning) {

    static Answer of(INDArray array) {
      try (INDArray rowByRow = array.dup('c')) {
        double[] numbers = rowByRow.data().asDouble();
        return new Answer(
            hash(numbers),
            numbers.length,
            Arrays.stream(numbers).limit(BEGINNING).boxed().toList());
      }
    }

    /**
     * Mixes the bits of each number into 64 bits, by steps that can be undone: two answers that
     * differ in one number never have the same hash, others by a chance of 2^-64. A change of sign
     * of two numbers, which cancels in {@link Arrays#hashCode(double[])}, does not here.
     */
    private static long hash(double[] numbers) {
      long hash = numbers.length;
      for (double number : numbers) {
        hash = (hash ^ Double.doubleToLongBits(number)) * 0x9e3779b97f4a7c15L;
        hash ^= hash >>> 32;
      }
      return hash;
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
