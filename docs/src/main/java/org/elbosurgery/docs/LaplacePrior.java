package org.elbosurgery.docs;

import org.elbosurgery.api.BoundPrior;
import org.elbosurgery.api.GraphScope;
import org.elbosurgery.api.Option;
import org.elbosurgery.api.Plugin;
import org.elbosurgery.api.Positive;
import org.elbosurgery.api.Prior;

// tag::configured[]
/**
 * Independent Laplace distributions centred on the origin.
 *
 * @param scale b in p(z_j) = exp(-|z_j| / b) / (2 b)
 */
@Plugin(name = "laplace", summary = "independent Laplace distributions centred on the origin")
public record LaplacePrior(@Option("scale of every dimension") @Positive double scale)
    implements Prior {

  /** The scale that gives unit variance, 2 b^2 = 1. */
  public LaplacePrior() {
    this(Math.sqrt(0.5));
  }

  @Override
  public BoundPrior bind(GraphScope scope) {
    return new BoundLaplace(scale, scope.latentSize());
  }
}
// end::configured[]
