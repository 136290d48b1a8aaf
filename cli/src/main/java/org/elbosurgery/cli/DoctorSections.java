package org.elbosurgery.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.elbosurgery.cli.DoctorReport.Fact;
import org.elbosurgery.cli.DoctorReport.Section;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.machine.Machine;
import org.elbosurgery.framework.machine.MemoryLimits;
import org.elbosurgery.framework.machine.NativeProbe;
import org.elbosurgery.framework.machine.Processor;
import org.elbosurgery.framework.machine.Threads;

/** The sections of {@code elbo doctor} about a machine. */
final class DoctorSections {

  private static final MathContext DIGITS = new MathContext(3);

  private DoctorSections() {}

  /** Returns all sections, in order; the one on execution plans only if ND4J runs. */
  static List<Section> of(Machine machine, PluginSource source) {
    List<Section> sections = new ArrayList<>();
    sections.add(processor(machine));
    sections.add(java(machine));
    sections.add(blas(machine));
    sections.add(threads(machine));
    sections.add(memory(machine));
    machine.libraries().probe().ifPresent(any -> sections.add(EngineSection.of(source)));
    return sections;
  }

  private static Section processor(Machine machine) {
    Processor processor = machine.processor();
    double peak = machine.peak().gigaflops();
    return new Section(
        "processor",
        List.of(
            Fact.of("name", processor.name()),
            new Fact(
                "cores",
                processor.cores(),
                text(
                    "%d, of which this process may use %d", processor.cores(), processor.usable())),
            Fact.of("usableCores", processor.usable()),
            new Fact(
                "features",
                processor.features(),
                processor.features().isEmpty()
                    ? "not told"
                    : String.join(", ", processor.features())),
            new Fact(
                "multiplyAddGigaflops",
                rounded(peak),
                text(
                    "%s of multiply-adds in single precision, the measured peak of %d threads",
                    rate(peak), machine.threads().count()))));
  }

  private static Section java(Machine machine) {
    int bits = machine.peak().vectorBits().orElse(0);
    return new Section(
        "java",
        List.of(
            Fact.of("version", Runtime.version().toString()),
            Fact.of("machine", System.getProperty("java.vm.name")),
            new Fact(
                "vectorBits",
                bits,
                bits == 0 ? "none: the Vector API is not there" : bits + ", by the Vector API")));
  }

  private static Section blas(Machine machine) {
    List<Fact> facts = new ArrayList<>();
    Machine.Libraries libraries = machine.libraries();
    if (libraries.probe().isEmpty()) {
      facts.add(Fact.of("failure", libraries.failure()));
    } else {
      facts.add(Fact.of("library", libraries.probe().get().blas()));
      if (!libraries.kernel().isEmpty()) {
        facts.add(Fact.of("kernel", libraries.kernel()));
      }
      facts.add(
          new Fact(
              "matrixProductGigaflops",
              rounded(libraries.gigaflops()),
              rate(libraries.gigaflops())
                  + machine.shareOfPeak().stream()
                      .mapToObj(share -> text(", %.0f %% of the peak", 100 * share))
                      .collect(Collectors.joining())));
    }
    machine.forced().ifPresent(forced -> facts.addAll(forced(forced)));
    return new Section("blas", facts);
  }

  private static List<Fact> forced(Machine.ForcedKernel forced) {
    double gigaflops = forced.without().gigaflops();
    return List.of(
        new Fact("forcedKernel", forced.coreType(), Machine.CORE_TYPE + "=" + forced.coreType()),
        new Fact(
            "withoutForcing",
            rounded(gigaflops),
            text("%s, kernel %s", rate(gigaflops), forced.without().kernel())));
  }

  private static Section threads(Machine machine) {
    List<Fact> facts = new ArrayList<>();
    Threads threads = machine.threads();
    facts.add(new Fact("count", threads.count(), text("%d, %s", threads.count(), reason(threads))));
    facts.add(Fact.of("source", threads.source().label()));
    machine
        .libraries()
        .probe()
        .ifPresent(
            probe -> {
              facts.add(Fact.of("ofMatrixProducts", probe.productThreads()));
              facts.add(Fact.of("ofOtherOperations", probe.operationThreads()));
            });
    String waiting = machine.waitPolicy().toLowerCase(Locale.ROOT);
    facts.add(Fact.of("waiting", waiting.isEmpty() ? "not set" : waiting));
    return new Section("threads", facts);
  }

  private static String reason(Threads threads) {
    return switch (threads.source()) {
      case OPTION -> "by --threads";
      case ENVIRONMENT -> "by " + Threads.VARIABLE;
      case PROCESSORS -> "one for each processor";
    };
  }

  private static Section memory(Machine machine) {
    MemoryLimits memory = machine.memory();
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "available",
            memory.available(),
            bytes(memory.available())
                + (memory.inContainer()
                    ? ", the limit of a container on a machine of " + bytes(memory.machine())
                    : "")));
    facts.add(new Fact("heapLimit", memory.heap(), bytes(memory.heap()) + " (-Xmx)"));
    machine.libraries().probe().ifPresent(probe -> facts.addAll(outsideHeap(probe)));
    return new Section("memory", facts);
  }

  private static List<Fact> outsideHeap(NativeProbe probe) {
    Path cache = Path.of(probe.cache());
    long free = Files.isDirectory(cache) ? cache.toFile().getUsableSpace() : 0;
    return List.of(
        new Fact(
            "nativeLimit",
            probe.nativeLimit(),
            bytes(probe.nativeLimit()) + " outside the heap (org.bytedeco.javacpp.maxbytes)"),
        new Fact(
            "processLimit",
            probe.processLimit(),
            bytes(probe.processLimit()) + " in all (org.bytedeco.javacpp.maxphysicalbytes)"),
        Fact.of("cache", probe.cache()),
        new Fact("cacheFree", free, bytes(free) + " free for native libraries"));
  }

  private static String bytes(long bytes) {
    return text("%.1f GB", bytes / 1e9);
  }

  /** Formats a rate; on a busy machine it may be below one billion per second. */
  private static String rate(double gigaflops) {
    return text(gigaflops < 10 ? "%.2g GFLOP/s" : "%.0f GFLOP/s", gigaflops);
  }

  private static double rounded(double gigaflops) {
    return BigDecimal.valueOf(gigaflops).round(DIGITS).doubleValue();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
