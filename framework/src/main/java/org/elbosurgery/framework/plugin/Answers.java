package org.elbosurgery.framework.plugin;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.elbosurgery.api.ElboException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What plugins answered, to hold against it what they answer when they are asked the same again: a
 * random operation in a formula, a counter or a clock, is seen by that and by nothing else.
 */
public final class Answers {

  private static final String RULE =
      "; the same question has the same answer: random numbers come from the stream that the plugin"
          + " is given (scope.random() when it is bound), never from an operation of the graph, a"
          + " global generator, a counter or a clock";

  private final Map<String, double[]> given = new HashMap<>();
  private Optional<Class<?>> unsteady = Optional.empty();

  /**
   * Keeps an answer, or requires that it be bit for bit what was answered before. Where one plugin
   * has failed at this, others are not held to it: what they say may come from the first.
   *
   * @throws ElboException PLUGIN if the answer is another
   */
  public void hold(ReturnedArray answer) {
    hold(
        answer.plugin(),
        answer.call() + " for " + ReturnedArray.words(answer.rows()),
        answer.values());
  }

  /**
   * Keeps an answer, or requires that it be bit for bit what was answered before, likewise.
   *
   * @param plugin who answered
   * @param question the call and its arguments, in words
   * @throws ElboException PLUGIN if the answer is another
   */
  public void hold(Object plugin, String question, INDArray answer) {
    double[] now = answer.dup('c').data().asDouble();
    double[] then = given.putIfAbsent(plugin.getClass().getName() + " " + question, now);
    int place = then == null ? -1 : Arrays.mismatch(then, now);
    if (place >= 0 && unsteady.map(plugin.getClass()::equals).orElse(true)) {
      unsteady = Optional.of(plugin.getClass());
      throw PluginCall.fault(plugin, question, "gave " + difference(then, now, place) + RULE, null);
    }
  }

  private static String difference(double[] then, double[] now, int place) {
    return place < Math.min(then.length, now.length)
        ? then[place] + ", and asked again " + now[place]
        : then.length + " numbers, and asked again " + now.length;
  }
}
