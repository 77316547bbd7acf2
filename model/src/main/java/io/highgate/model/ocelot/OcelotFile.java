package io.highgate.model.ocelot;

import io.highgate.base.problem.Place;
import java.util.List;

/** A whole Ocelot file, as it stands there. Immutable. */
public record OcelotFile(
        Place place, List<OcelotRoute> routes, List<OcelotAggregate> aggregates, OcelotGlobal global) {}
