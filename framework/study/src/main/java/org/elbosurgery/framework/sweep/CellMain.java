package org.elbosurgery.framework.sweep;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.call.CallWatch;
import org.elbosurgery.framework.call.LinkFailure;
import org.elbosurgery.framework.call.MemoryFailure;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.Experiment;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentRunner;
import org.elbosurgery.framework.experiment.ExperimentWork;
import org.elbosurgery.framework.experiment.RunFolder;
import org.elbosurgery.framework.file.FolderLock;
import org.elbosurgery.framework.process.InterruptOnExit;

/**
 * The process of one cell, started by {@link CellProcess}: it continues the run in a folder and
 * reports its progress on standard output, with one {@link CellMessage} on each line. When its
 * standard input ends, it writes a checkpoint and stops, at once if it is still starting, so that
 * it does not outlive the process that started it.
 */
final class CellMain {

  /** The exit code that shells give to an interrupted program. */
  static final int INTERRUPTED = 130;

  /** Longer than a process takes to write its last checkpoint after its parent has ended. */
  private static final long PATIENCE_MILLIS = 60_000;

  private static final long POLL_MILLIS = 50;

  private final PrintStream out;

  /** Whether a step of training or a part of the surgery is done, so that there is work to keep. */
  private volatile boolean atWork;

  private CellMain(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the cell.
   *
   * @param args the run folder and, optionally, a folder of jars with plugins
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    // Not System.out, which other code may replace.
    FileOutputStream channel = new FileOutputStream(FileDescriptor.out);
    CellMain cell = new CellMain(new PrintStream(channel, true, StandardCharsets.UTF_8));
    FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    System.setOut(new PrintStream(err, true, StandardCharsets.UTF_8));
    InterruptOnExit interrupt = InterruptOnExit.ofThisThread(cell::complain);
    CallWatch.start(cell::warn);
    cell.interruptAtEndOfInput(Thread.currentThread());
    int exitCode = ElboException.Category.INTERNAL.exitCode();
    try {
      exitCode = cell.run(Path.of(args[0]), List.of(args).subList(1, args.length));
    } finally {
      interrupt.done();
    }
    System.exit(exitCode);
  }

  private void interruptAtEndOfInput(Thread worker) {
    Thread watcher =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream()); // nothing is ever sent
              } catch (IOException e) {
                // treated as the end of the input
              }
              if (atWork) { // a start takes seconds, looks at no interruption, and is repeated
                worker.interrupt();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS));
              }
              Runtime.getRuntime().halt(INTERRUPTED); // else the worker hangs and holds the lock
            },
            "end-of-input");
    watcher.setDaemon(true);
    watcher.start();
  }

  private int run(Path folder, List<String> pluginFolders) {
    try {
      awaitOthers(folder);
      go(folder, pluginFolders);
      return 0;
    } catch (InterruptedException | CancellationException e) {
      return INTERRUPTED;
    } catch (ElboException e) {
      e.problems().forEach(this::complain);
      return e.category().exitCode();
    } catch (OutOfMemoryError e) {
      complain(MemoryFailure.reason(e));
      return ElboException.Category.USER.exitCode();
    } catch (LinkageError e) {
      complain("a plugin or library does not fit this program: " + LinkFailure.reason(e));
      return ElboException.Category.PLUGIN.exitCode();
    } catch (RuntimeException | Error e) { // also what Guice makes of an exception from a catalog
      complain("this is a defect of elbo itself: " + ExceptionUtils.getRootCauseMessage(e));
      return ElboException.Category.INTERNAL.exitCode();
    }
  }

  private void complain(String problem) {
    out.println(CellMessage.problem(problem).line());
  }

  private void warn(String hang) {
    long pid = ProcessHandle.current().pid();
    String advice = "; kill " + pid + " ends this cell alone, Ctrl-C the sweep";
    out.println(CellMessage.warning(hang + advice).line());
  }

  /** Waits for a process of a killed sweep, which may still be writing its last checkpoint. */
  private static void awaitOthers(Path folder) throws InterruptedException {
    long waited = 0;
    while (FolderLock.isHeld(folder) && waited < 2 * PATIENCE_MILLIS) {
      Thread.sleep(POLL_MILLIS);
      waited += POLL_MILLIS;
    }
  }

  private void go(Path folder, List<String> pluginFolders) throws InterruptedException {
    ClassLoader own = CellMain.class.getClassLoader();
    PluginSource plugins =
        pluginFolders.isEmpty()
            ? PluginSource.of(own)
            : PluginSource.folder(Path.of(pluginFolders.get(0)), own);
    Injector injector = Guice.createInjector(new ElboModule(plugins));
    RunFolder run = RunFolder.open(folder);
    Experiment experiment = injector.getInstance(ExperimentResolver.class).resolveBegun(run.spec());
    ExperimentWork work = new ExperimentWork(experiment, this::tell);
    injector.getInstance(ExperimentRunner.class).run(experiment, run, work);
  }

  private synchronized void tell(String doing, long done, long total) {
    atWork = true;
    out.println(CellMessage.work(done, doing).line());
  }
}
