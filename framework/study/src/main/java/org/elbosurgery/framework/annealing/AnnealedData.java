package org.elbosurgery.framework.annealing;

import java.util.Optional;
import org.elbosurgery.framework.data.Rows;

/**
 * The data whose likelihood is estimated.
 *
 * @param rows the data
 * @param codes for data that the model made, the code that each row was made from, an exact sample
 *     of p(z|x), {@code [N, d]}; empty for other data
 */
public record AnnealedData(Rows rows, Optional<double[][]> codes) {}
