package io.highgate.model.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** On whose behalf requests are made, and how that is known. Immutable. */
@Doc("""
        On whose behalf requests are made, and how that is known. Everything that names a tenant must name the \
        same one, and one that the caller may act for; else the answer is 403 TENANT_INVALID.""")
public record TenancySpec(
        @Doc("Header fields that name the tenant; __tenant and X-Tenant-Id when left out.")
        List<String> headers,

        @Doc("The host as it names the tenant, like {tenant}.example.com.") @Nullable
        String host,

        @Doc("The claim of the caller that names the tenant.") @Nullable
        String claim,

        @Doc("The capture of the route's path that names the tenant.") @Nullable
        String path,

        @Doc(value = "Whether requests without a tenant are answered 400 MISSING_TENANT_ID.", defaultsTo = "false")
        boolean required,

        @Doc(
                value = "Whether a tenant must be among 'known', or in the database and enabled there.",
                defaultsTo = "false")
        boolean validate,

        @Doc("Tenants that are there without a database.") List<String> known) {

    /** The fields that are looked at. */
    public List<String> fields() {
        return headers.isEmpty() ? List.of("__tenant", "X-Tenant-Id") : headers;
    }
}
