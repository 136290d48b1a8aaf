package org.elbosurgery.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Max;
import org.elbosurgery.api.Min;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.machine.Advice;
import org.elbosurgery.framework.machine.Machine;
import org.elbosurgery.framework.machine.MemoryLimits;
import org.elbosurgery.framework.machine.NativeSettings;
import org.elbosurgery.framework.machine.Processor;
import org.elbosurgery.framework.machine.Threads;
import org.elbosurgery.framework.option.OptionSet;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.simd.MultiplyAddPeak;

/** {@code elbo doctor}: measures the speed of this machine and says what would increase it. */
final class DoctorCommand implements Command {

  private static final Flag JSON = new Flag("json", "print one JSON object, for programs");

  /** The options of the command. */
  private record Options(
      @Option(value = "threads to measure with", decides = Decides.EXECUTION)
          @Min(1)
          @Max(Threads.MOST)
          int threads) {

    Options() {
      this(Threads.standard().count());
    }
  }

  private static final OptionSet<Options> OPTIONS = OptionSet.of(Options.class);

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String summary() {
    return "Measure how fast this machine multiplies matrices, show the settings that matter, and"
        + " say what to change.";
  }

  @Override
  public String operands() {
    return "";
  }

  @Override
  public CommandOptions options() {
    return new CommandOptions(OPTIONS.descriptors(), List.of(JSON));
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Problems problems = Problems.user(arguments.problems());
    if (!arguments.operands().isEmpty()) {
      problems.add(
          "unexpected argument "
              + arguments.operands().get(0)
              + "; elbo doctor takes options only");
    }
    Checked<Options> options = problems.attempt(() -> OPTIONS.create(arguments.of(OPTIONS)));
    problems.check(Threads::requireReadable);
    problems.requireNone();
    Threads threads =
        arguments.of(OPTIONS).isEmpty()
            ? Threads.standard()
            : Threads.ofOption(options.value().threads());
    Machine machine = examine(threads);
    DoctorReport report = new DoctorReport(DoctorSections.of(machine, source), Advice.on(machine));
    terminal.out().print(arguments.has(JSON) ? report.json() : report.text(terminal.width()));
  }

  private static Machine examine(Threads threads) {
    try {
      MultiplyAddPeak peak = MultiplyAddPeak.measure(threads.count());
      return new Machine(
          Processor.current(),
          MemoryLimits.current(),
          threads,
          NativeSettings.waitPolicy(),
          peak,
          ProbeProcess.run(threads.count(), Map.of()),
          forced(threads.count()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  /** Measures without the kernel that the user forces on OpenBLAS; empty if none is forced. */
  private static Optional<Machine.ForcedKernel> forced(int threads) throws InterruptedException {
    String coreType = System.getenv().getOrDefault(Machine.CORE_TYPE, "");
    if (coreType.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> free = Map.of(Machine.CORE_TYPE, "");
    return Optional.of(new Machine.ForcedKernel(coreType, ProbeProcess.run(threads, free)));
  }
}
