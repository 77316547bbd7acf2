package io.highgate.model.check;

import io.highgate.model.spec.ClientCertificateSpec;
import io.highgate.model.spec.ClientCertificateSpec.HolderSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks who has which client certificate. Pure. */
final class ClientCertificateCheck {

    private static final Pattern FINGERPRINT = Pattern.compile("([0-9a-fA-F]{2}:){31}[0-9a-fA-F]{2}|[0-9a-fA-F]{64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,253}");

    private ClientCertificateCheck() {}

    static void check(ClientCertificateSpec spec, String at, Report report) {
        if (spec.clients().isEmpty() && !spec.others()) {
            report.warning(at + ".clients", "there are none: nobody is known by this");
        }
        Map<String, String> seen = new HashMap<>();
        spec.clients().forEach((name, holder) -> holder(name, holder, at + ".clients." + name, seen, report));
    }

    private static void holder(String name, HolderSpec holder, String at, Map<String, String> seen, Report report) {
        if (!Names.isPrintable(name)) {
            report.error(at, "the name of a client is printable and not too long");
        }
        if (holder.names().isEmpty() && holder.fingerprints().isEmpty()) {
            report.error(at, "has neither names nor fingerprints: no certificate would be this client's");
        }
        each(holder.names(), at + ".names", NAME, "is no name in a certificate: write a host or an address", report);
        each(
                holder.fingerprints(),
                at + ".fingerprints",
                FINGERPRINT,
                "is no SHA-256 fingerprint: write 64 hexadecimal digits, with or without colons",
                report);
        for (String word : holder.names()) {
            twice(word.toLowerCase(Locale.ROOT), name, at + ".names", seen, report);
        }
        for (String word : holder.fingerprints()) {
            twice(word.toLowerCase(Locale.ROOT).replace(":", ""), name, at + ".fingerprints", seen, report);
        }
    }

    private static void each(List<String> words, String at, Pattern form, String wrong, Report report) {
        for (int i = 0; i < words.size(); i++) {
            if (!form.matcher(words.get(i)).matches()) {
                report.error(at + "[" + i + "]", "'" + words.get(i) + "' " + wrong);
            }
        }
    }

    private static void twice(String word, String name, String at, Map<String, String> seen, Report report) {
        String other = seen.putIfAbsent(word, name);
        if (other != null && !other.equals(name)) {
            report.error(at, "'" + word + "' is said of '" + other + "' too: which of them would it be?");
        }
    }
}
