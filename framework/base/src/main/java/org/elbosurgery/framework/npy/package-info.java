/**
 * NumPy's array files: {@code .npy}, one array, and {@code .npz}, a zip of named arrays. They are
 * parsed in Java with every size checked, since files may come from anywhere.
 *
 * <p>Source: the format description in {@code numpy.lib.format}, versions 1.0 to 3.0.
 */
package org.elbosurgery.framework.npy;
