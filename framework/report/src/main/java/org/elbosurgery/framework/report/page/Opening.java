package org.elbosurgery.framework.report.page;

import java.util.List;

/**
 * What a page says before everything else, in sentences.
 *
 * @param findings what makes the other numbers meaningless, or hard to read
 * @param answers to the question of the page, the first in large letters
 * @param notes how to read the answers
 */
public record Opening(List<String> findings, List<String> answers, List<String> notes) {}
