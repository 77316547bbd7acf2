package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Place;
import io.highgate.base.unit.AddressRange;
import io.highgate.model.ocelot.Feature;
import io.highgate.model.ocelot.OcelotAddresses;
import io.highgate.model.ocelot.OcelotAuthentication;
import io.highgate.model.text.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads who may call: callers that are known, and addresses. Pure but for the findings. */
final class AccessFields {

    /** From one address to another in the same /24, which is written by its last number only. */
    private static final Pattern SHORT_RANGE = Pattern.compile("((?:[0-9]+\\.){3})([0-9]+)-([0-9]+)");

    private AccessFields() {}

    static OcelotAuthentication authentication(Fields parent) {
        return parent.section("AuthenticationOptions", fields -> {
            fields.since25("AuthenticationProviderKeys", "AllowAnonymous");
            String one = fields.text("AuthenticationProviderKey");
            List<String> several = fields.texts("AuthenticationProviderKeys");
            return new OcelotAuthentication(
                    one != null && several.isEmpty() ? List.of(one) : several,
                    fields.texts("AllowedScopes"),
                    fields.isTrue("AllowAnonymous"));
        });
    }

    /** Where an entry is wrong, nobody can say who is let in. */
    static OcelotAddresses addresses(Fields parent, Map<Feature, Place> features) {
        return parent.section("SecurityOptions", fields -> {
            fields.since25("ExcludeAllowedFromBlocked");
            return new OcelotAddresses(
                    ranges(fields, "IPAllowedList", features),
                    ranges(fields, "IPBlockedList", features),
                    fields.isTrue("ExcludeAllowedFromBlocked"));
        });
    }

    private static List<AddressRange> ranges(Fields fields, String name, Map<Feature, Place> features) {
        List<AddressRange> ranges = new ArrayList<>();
        for (Node item : fields.items(name)) {
            String text = Values.text(item, fields.findings());
            if (text == null || text.isBlank()) {
                continue;
            }
            try {
                ranges.add(AddressRange.parse(inFull(text.replace(" ", ""))));
            } catch (IllegalArgumentException e) {
                fields.findings().error(item.place(), String.valueOf(e.getMessage()));
                features.putIfAbsent(Feature.WRONG_ADDRESSES, item.place());
            }
        }
        return ranges;
    }

    private static String inFull(String text) {
        Matcher matcher = SHORT_RANGE.matcher(text);
        return matcher.matches()
                ? matcher.group(1) + matcher.group(2) + "-" + matcher.group(1) + matcher.group(3)
                : text;
    }
}
