package io.highgate.registries.eureka;

import io.highgate.registries.ask.Answer;
import io.highgate.registries.ask.Remarks;
import io.highgate.registries.ask.Unanswered;
import io.highgate.registries.entry.Loose;
import java.util.ArrayList;
import java.util.List;

/**
 * What an answer of Eureka's says, about everything or about changes. Immutable.
 *
 * @param counts how many instances the server has in each status, as {@code DOWN_1_UP_3_}
 */
record Applications(String counts, List<Registered> instances) {

    /** @throws Unanswered if it is no answer of Eureka's; what is strange in one only is left out with a remark */
    static Applications read(Answer answer, Remarks remarks) throws Unanswered {
        Loose applications = new Loose(answer.json()).at("applications");
        Loose list = applications.at("application");
        boolean right = list.isNothing() || list.isList() || list.isObject();
        if (!applications.isObject() || applications.at("apps__hashcode").isNothing() || !right) {
            throw answer.notUnderstood("it has no 'applications' as Eureka has; does the address end with /eureka?");
        }
        List<Registered> instances = new ArrayList<>();
        for (Loose application : list.each()) {
            String name = application.at("name").text();
            for (Loose entry : application.at("instance").each()) {
                String said = entry.at("app").text();
                Registered one =
                        name.isEmpty() && said.isEmpty() ? null : Registered.read(name.isEmpty() ? said : name, entry);
                if (one == null) {
                    remarks.say("an instance of '" + name + "' is left out: it has no application, id or host");
                } else {
                    instances.add(one);
                }
            }
        }
        return new Applications(applications.at("apps__hashcode").text(), List.copyOf(instances));
    }
}
