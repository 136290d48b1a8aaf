package org.elbosurgery.framework.contract;

import java.util.List;
import java.util.Locale;
import org.elbosurgery.api.Decoder;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Encoder;
import org.elbosurgery.api.Estimator;
import org.elbosurgery.api.Prior;
import org.elbosurgery.framework.machine.NativeSettings;
import org.elbosurgery.framework.machine.Threads;

/**
 * The rules for every plugin of one kind. Immutable.
 *
 * @param <T> the kind: Prior, Encoder, Decoder or Estimator
 */
public final class Contract<T> {

  private final Class<T> kind;
  private final List<CheckedRule<T>> rules;

  private Contract(Class<T> kind, List<CheckedRule<T>> rules) {
    this.kind = kind;
    this.rules = List.copyOf(rules);
  }

  /** Returns the contract of priors. */
  public static Contract<Prior> prior() {
    return new Contract<>(Prior.class, PriorRules.all());
  }

  /** Returns the contract of encoders. */
  public static Contract<Encoder> encoder() {
    return new Contract<>(Encoder.class, EncoderRules.all());
  }

  /** Returns the contract of decoders. */
  public static Contract<Decoder> decoder() {
    return new Contract<>(Decoder.class, DecoderRules.all());
  }

  /** Returns the contract of estimators. */
  public static Contract<Estimator> estimator() {
    return new Contract<>(Estimator.class, EstimatorRules.all());
  }

  /** Returns the four contracts. */
  public static List<Contract<?>> all() {
    return List.of(prior(), encoder(), decoder(), estimator());
  }

  /** Returns the kind in a word, such as "prior". */
  public String kind() {
    return kind.getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Returns the rules in the order of their numbers. */
  public List<Rule> rules() {
    return rules.stream().map(CheckedRule::rule).toList();
  }

  /**
   * Returns the verification of a plugin; nothing is checked yet.
   *
   * @throws ElboException USER if {@code OMP_NUM_THREADS} is not a number that ND4J can read
   */
  public Verification<T> verify(Candidate<T> candidate) {
    NativeSettings.useThreads(Threads.standard().count());
    return new Verification<>(rules, new Examination<>(kind, candidate));
  }

  /** Returns the kind. */
  @Override
  public String toString() {
    return kind();
  }
}
