package org.elbosurgery.framework.spark;

import java.io.Serializable;
import java.util.concurrent.CancellationException;
import org.apache.spark.api.java.function.Function;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.cluster.Piece;
import org.elbosurgery.framework.cluster.Site;

/**
 * What a task of Spark does with a piece of work. A failure of the piece is its outcome, since it
 * would be the same again; whatever else is thrown fails the task, and Spark tries it again.
 */
final class PieceTask<R extends Serializable> implements Function<Piece<R>, Outcome<R>> {

  private static final long serialVersionUID = 1L;

  private final ProgramFiles program;

  PieceTask(ProgramFiles program) {
    this.program = program;
  }

  @Override
  public Outcome<R> call(Piece<R> piece) throws InterruptedException {
    try {
      Site site = new Site(SparkPlace.executor(), program.classPathHere());
      return new Outcome<>(piece.run(site), null);
    } catch (CancellationException e) {
      throw new InterruptedException(e.getMessage());
    } catch (ElboException e) {
      return new Outcome<>(null, ElboException.of(e.category(), e.problems())); // without causes
    }
  }
}
