package org.elbosurgery.framework.contract;

/**
 * A rule with its check.
 *
 * @param <T> the contract
 */
record CheckedRule<T>(Rule rule, Check<T> check) {}
