package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ProgressListener;
import org.elbosurgery.framework.contract.Outcome.Status;

/**
 * The rules of a contract applied to one plugin. A rule is checked when its outcome is requested,
 * after the rules that it needs; if one of these is broken, it is not checked, so that a mistake is
 * reported only once. For one thread.
 *
 * @param <T> the contract
 */
public final class Verification<T> {

  private final Map<String, CheckedRule<T>> rules = new LinkedHashMap<>();
  private final Examination<T> plugin;
  private final Map<String, Outcome> outcomes = new HashMap<>();

  /**
   * For the number of a rule that was not checked, the number of the broken rule that is the
   * reason.
   */
  private final Map<String, String> brokenBehind = new HashMap<>();

  Verification(List<CheckedRule<T>> rules, Examination<T> plugin) {
    rules.forEach(each -> this.rules.put(each.rule().number(), each));
    this.plugin = plugin;
  }

  /** Returns the rules in the order of their numbers. */
  public List<Rule> rules() {
    return rules.values().stream().map(CheckedRule::rule).toList();
  }

  /**
   * Returns the configurations that are tried, each by its options as on a command line.
   *
   * @throws ElboException USER if one that was requested is refused; PLUGIN if the options are
   *     declared wrongly
   */
  public List<String> configurations() {
    return plugin.configurations().stream().map(Configuration::label).toList();
  }

  /**
   * Checks every rule.
   *
   * @param progress receives the number of rules done
   * @return the outcomes in the order of the rules
   * @throws CancellationException if the calling thread is interrupted
   */
  public List<Outcome> outcomes(ProgressListener progress) {
    List<Outcome> all = new ArrayList<>();
    for (Rule rule : rules()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException();
      }
      all.add(outcome(rule));
      progress.progress(all.size(), rules.size());
    }
    return all;
  }

  /**
   * Returns the outcome of a rule, which is checked at the first call.
   *
   * @param rule one of {@link #rules}
   */
  public Outcome outcome(Rule rule) {
    Outcome known = outcomes.get(rule.number());
    if (known == null) {
      known =
          brokenNeed(rule)
              .map(number -> skipped(rule, "not checked because " + number + " failed"))
              .orElseGet(() -> checked(rule));
      outcomes.put(rule.number(), known);
    }
    return known;
  }

  private Optional<String> brokenNeed(Rule rule) {
    for (String number : rule.needs()) {
      if (outcome(rules.get(number).rule()).status() == Status.FAILED) {
        brokenBehind.put(rule.number(), number);
      } else if (brokenBehind.containsKey(number)) {
        brokenBehind.put(rule.number(), brokenBehind.get(number));
      }
      if (brokenBehind.containsKey(rule.number())) {
        break;
      }
    }
    return Optional.ofNullable(brokenBehind.get(rule.number()));
  }

  private Outcome checked(Rule rule) {
    try {
      rules.get(rule.number()).check().check(plugin);
      return new Outcome(rule, Status.PASSED, "");
    } catch (NotApplicable e) {
      return skipped(rule, e.getMessage());
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      return new Outcome(rule, Status.FAILED, Fault.message(plugin.type(), e));
    }
  }

  private static Outcome skipped(Rule rule, String reason) {
    return new Outcome(rule, Status.SKIPPED, reason);
  }
}
