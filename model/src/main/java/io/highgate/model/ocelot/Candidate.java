package io.highgate.model.ocelot;

import io.highgate.base.problem.Place;
import java.util.Map;

/** What Ocelot chooses among for a request: routes and aggregates, in one list. Immutable. */
public sealed interface Candidate permits OcelotRoute, OcelotAggregate {

    Place place();

    /** Where its settings stand, by name. */
    Map<String, Place> settings();

    /** Where a setting stands, or the line of the whole if it is left out. */
    default Place at(String setting) {
        Place at = settings().get(setting);
        return at == null ? place().child(setting) : at;
    }

    /** Its position in its own list of the file, from 0. */
    int index();

    OcelotMatch match();

    /** The list of the file it stands in. */
    String list();

    /** How messages name it: position, template and line. */
    default String label() {
        String name = list() + "[" + index() + "] '" + match().template() + "'";
        return place().line() == 0 ? name : name + " (line " + place().line() + ")";
    }
}
