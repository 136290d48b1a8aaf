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
 * The process of one cell, which {@link CellProcess} starts: goes on with the run in a folder and
 * tells how far it is on standard output, a {@link CellMessage} a line. It stops, with a
 * checkpoint, when its standard input ends: so it does not outlive whoever started it.
 */
final class CellMain {

  /** What the shell gives to a program that was interrupted. */
  static final int INTERRUPTED = 130;

  /** Longer than a process that lost its starter takes to leave its last checkpoint. */
  private static final long PATIENCE_MILLIS = 60_000;

  private static final long POLL_MILLIS = 50;

  private final PrintStream out;

  private CellMain(PrintStream out) {
    this.out = out;
  }

  /** Takes the run folder and, if plugins are looked for there, a folder of jars. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    // Not System.out, in whose place others put theirs.
    FileOutputStream channel = new FileOutputStream(FileDescriptor.out);
    CellMain cell = new CellMain(new PrintStream(channel, true, StandardCharsets.UTF_8));
    FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    System.setOut(new PrintStream(err, true, StandardCharsets.UTF_8));
    InterruptOnExit interrupt = InterruptOnExit.ofThisThread(cell::complain);
    CallWatch.start(cell::warn);
    interruptAtEndOfInput(Thread.currentThread());
    int exitCode = ElboException.Category.INTERNAL.exitCode();
    try {
      exitCode = cell.run(Path.of(args[0]), List.of(args).subList(1, args.length));
    } finally {
      interrupt.done();
    }
    System.exit(exitCode);
  }

  private static void interruptAtEndOfInput(Thread worker) {
    Thread watcher =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream()); // nothing is ever said
              } catch (IOException e) {
                // as good as the end
              }
              worker.interrupt();
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS));
              Runtime.getRuntime().halt(INTERRUPTED); // the worker hangs, and has the lock
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

  /** The process of a sweep that was killed may still be at its last checkpoint. */
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

  private synchronized void tell(long done, long total, String doing) {
    out.println(CellMessage.work(done, doing).line());
  }
}
