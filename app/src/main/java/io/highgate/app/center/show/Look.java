package io.highgate.app.center.show;

import java.util.Map;

/**
 * What was seen at one look. Immutable.
 *
 * @param table for people at a terminal
 * @param facts what is worth a line when it changes, by the name of what it is about, in order
 * @param json the whole, on one line
 */
public record Look(Table table, Map<String, String> facts, String json) {}
